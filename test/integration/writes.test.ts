import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Handler } from '../support/faults.js';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '2s', ignoreWrites: ['/api/groups', '/cart/*', '/products/*'], routes: [
  { match: '/cart/*', revalidate: 0, invalidates: ['cart-badge'] },
  { match: '/logout', revalidate: 0 },
  { match: '/throws/*', revalidate: '1h', invalidates: () => { throw new Error('no tags today'); } },
  { match: '/products/:id', revalidate: '1h', tags: ['products'], invalidates: ({ params }) => ['of:' + params.id] },
  { match: '/*', revalidate: '1h' },
]`);

/** Puts a page on the site that says how often it was written to, by the requests with other methods. */
function writable(path: string, answer: Handler, headers: Record<string, string> = {}): void {
  let writes = 0;
  site.origin.handle(path, (request, response) => {
    if (request.method !== 'GET') {
      writes += 1;
      answer(request, response);
      return;
    }
    response
      .writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'public', ...headers })
      .end(html(`${writes} writes`));
  });
}

const answering =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end();
  };

const shows = async (path: string): Promise<string> => {
  const { body, timing } = await site.visit(path);
  return `${/(\d+) writes/.exec(body)?.[1] ?? '?'}, ${timing ?? 'network'}`;
};

/** Sends a form, as a person does. */
async function submit(path: string, from = '/blank'): Promise<Page> {
  const page = await site.open(from);
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate((action) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action });
      form.innerHTML = '<input name=words value="to be read back">';
      document.body.append(form);
      form.submit();
    }, path),
  ]);
  return page;
}

const send = (path: string, method = 'POST'): Promise<number> =>
  site.aside((page) =>
    page.evaluate(
      (url, verb) => fetch(url, { method: verb, body: 'x' }).then(({ status }) => status),
      path,
      method,
    ),
  );

describe('users read their own writes (rule 29)', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    it(`a ${method} by fetch() makes its URL new at the next visit`, async () => {
      const path = `/a/written-by-${method}`;
      writable(path, answering(204));
      await site.store(path);
      assert.equal(await send(path, method), 204);
      assert.equal(await shows(path), '1, revalidated');
      assert.equal(await shows(path), '1, fresh');
    });

  it('a form whose answer redirects shows the new page where it leads', async () => {
    writable('/a/article', answering(204));
    await site.store('/a/article');
    site.origin.handle('/a/save', (_request, response) => {
      // The write happens at another URL than the one that shows it.
      fetch(`${site.origin.url}/a/article`, { method: 'POST' }).then(
        () => response.writeHead(303, { Location: '/a/article' }).end(),
        () => response.destroy(),
      );
    });
    const page = await submit('/a/save');
    assert.equal(page.url(), `${site.origin.url}/a/article`);
    assert.match(await page.content(), /1 writes/);
    await page.close();
    assert.equal(await shows('/a/article'), '1, fresh');
  });

  it('a form that posts to its own page and redirects there shows it new', async () => {
    writable('/a/own', answering(303, { Location: '/a/own' }));
    await site.store('/a/own');
    const page = await submit('/a/own', '/a/own');
    assert.match(await page.content(), /1 writes/);
    assert.equal(await page.evaluate(() => history.length), 3);
    await page.close();
  });

  for (const header of ['Location', 'Content-Location'])
    it(`what ${header} names is new as well, within the site`, async () => {
      const path = `/a/named-by-${header}`;
      writable(path, answering(204));
      await site.store(path);
      writable('/api/write', answering(201, { [header]: path }));
      await site.aside(async () => fetch(site.origin.url + path, { method: 'POST' }));
      assert.equal(await send('/api/write'), 201);
      assert.equal(await shows(path), '1, revalidated');
      writable('/api/elsewhere', answering(201, { [header]: 'https://other.example/a' }));
      assert.equal(await send('/api/elsewhere'), 201);
    });

  it('the groups of Cache-Group-Invalidation, and the tags that the route invalidates, are new', async () => {
    writable('/a/in-group', answering(204), { 'Cache-Groups': '"scripts"' });
    writable('/a/badge', answering(204), { 'Cache-Tag': 'cart-badge' });
    writable('/a/of-nine', answering(204), { 'Cache-Tag': 'of:9' });
    writable('/a/untouched', answering(204));
    for (const path of ['/a/in-group', '/a/badge', '/a/of-nine', '/a/untouched']) await site.store(path);
    writable('/api/groups', answering(200, { 'Cache-Group-Invalidation': '"other", "scripts"' }));
    await send('/api/groups');
    assert.equal(await shows('/a/in-group'), '0, revalidated');
    assert.equal(await shows('/a/badge'), '0, fresh');
    writable('/cart/add', answering(200));
    await send('/cart/add');
    assert.equal(await shows('/a/badge'), '0, revalidated');
    writable('/products/9', answering(200));
    await send('/products/9', 'PATCH');
    assert.equal(await shows('/a/of-nine'), '0, revalidated');
    assert.equal(await shows('/a/untouched'), '0, fresh');
  });

  for (const status of [400, 404, 409, 422, 500])
    it(`an answer with ${status} changes nothing`, async () => {
      const path = `/a/refused-${status}`;
      writable(path, answering(status));
      await site.store(path);
      assert.equal(await send(path), status);
      assert.equal(await shows(path), '0, fresh');
    });

  it('what is sent arrives whole, and its answer is handed on as it is', async () => {
    const received: string[] = [];
    site.origin.handle('/api/echo', (request, response) => {
      request.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
      request.on('end', () => response.writeHead(200, { 'X-Answer': 'yes' }).end('thanks'));
    });
    const answer = await site.aside((page) =>
      page.evaluate(async () => {
        const response = await fetch('/api/echo', { method: 'POST', body: 'x'.repeat(300_000) });
        const { url, redirected, headers } = response;
        return { url, redirected, header: headers.get('x-answer'), text: await response.text() };
      }),
    );
    assert.deepEqual(answer, {
      url: `${site.origin.url}/api/echo`,
      redirected: false,
      header: 'yes',
      text: 'thanks',
    });
    assert.equal(received.join('').length, 300_000);
  });

  it('a form with a file is the browser’s own, and where its answer leads is new', async () => {
    writable('/a/upload', answering(303, { Location: '/a/upload' }));
    await site.store('/a/upload');
    const page = await site.open('/blank');
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        document.body.innerHTML =
          '<form method=post action=/a/upload enctype=multipart/form-data><input name=photo type=file></form>';
        const chosen = new DataTransfer();
        chosen.items.add(new File(['x'.repeat(300_000)], 'photo.png', { type: 'image/png' }));
        const photo = document.querySelector('input');
        if (photo) photo.files = chosen.files;
        document.forms[0]?.submit();
      }),
    ]);
    assert.match(await page.content(), /1 writes/);
    const [upload] = site.origin.requests('/a/upload').filter(({ method }) => method === 'POST');
    assert.ok(Number(upload?.headers['content-length']) > 300_000, 'the file was not sent');
    await page.close();
  });

  it('an upload tells its page of its progress, and its URL is new afterwards', async () => {
    writable('/a/progress', (request, response) => {
      request.resume().on('end', () => response.writeHead(204).end());
    });
    await site.store('/a/progress');
    const told = await site.aside((page) =>
      page.evaluate(
        () =>
          new Promise<string[]>((resolve) => {
            const request = new XMLHttpRequest();
            const events: string[] = [];
            for (const type of ['progress', 'load'])
              request.upload.addEventListener(type, () => events.push(type));
            request.onloadend = () => resolve(events);
            request.open('POST', '/a/progress');
            request.send(new Blob(['x'.repeat(1_000_000)], { type: 'application/octet-stream' }));
          }),
      ),
    );
    assert.ok(told.includes('progress') && told.includes('load'), told.join());
    assert.equal(await shows('/a/progress'), '1, revalidated');
  });

  it('a logout on a route that is the network’s may clear the worker’s own storage', async () => {
    site.origin.handle('/logout', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Clear-Site-Data': '"storage"' }).end('bye');
    });
    const answer = await site.aside((page) =>
      page.evaluate(() =>
        Promise.race([
          fetch('/logout', { method: 'POST' }).then((response) => response.text()),
          new Promise<string>((resolve) => setTimeout(resolve, 20_000, 'no answer in 20 s')),
        ]),
      ),
    );
    assert.equal(answer, 'bye');
    await site.chromium.register(site.origin);
  });

  it('whose tags cannot be told make their own URL new all the same', async () => {
    writable('/throws/a', answering(204));
    await site.store('/throws/a');
    assert.equal(await send('/throws/a'), 204);
    assert.equal(await shows('/throws/a'), '1, revalidated');
  });

  it('after a redirect that a script keeps to itself, each page is shown again, once', async () => {
    writable('/a/manual', answering(303, { Location: '/a/next' }));
    for (const path of ['/a/next', '/a/other']) {
      writable(path, answering(204));
      await site.store(path);
    }
    const [next, other] = await site.aside((page) =>
      page.evaluate(async () => {
        const statusOf = async (path: string) => {
          const { headers } = await fetch(path, { headers: { accept: 'text/html' } });
          return headers.get('cache-status') ?? '';
        };
        await fetch('/a/manual', { method: 'POST', redirect: 'manual' });
        return [await statusOf('/a/next'), await statusOf('/a/other')] as const;
      }),
    );
    assert.match(next, /^sw-isr; fwd=stale/);
    assert.match(other, /^sw-isr; fwd=stale/);
    await until('it is a hit again', async () => (await shows('/a/other')) === '0, fresh');
  });

  it('a form that cannot be sent says so, with no browser error page, and is not sent again by itself', async () => {
    writable('/a/form', answering(204));
    const page = await site.open('/blank');
    await site.origin.unplugged(async () => {
      await Promise.all([
        page.waitForNavigation(),
        page.evaluate(() => {
          document.body.innerHTML = '<form method=post action=/a/form></form>';
          document.forms[0]?.submit();
        }),
      ]);
    });
    assert.match(await page.content(), /could not be sent/);
    await page.close();
    const failed = await site.aside(async (tab) => {
      let result = '';
      await site.origin.unplugged(async () => {
        result = await tab.evaluate(() =>
          fetch('/a/form', { method: 'POST' }).then(
            () => 'answered',
            (error: unknown) => String(error),
          ),
        );
      });
      return result;
    });
    assert.match(failed, /TypeError/);
    assert.equal(await shows('/a/form'), '0, miss');
  });
});
