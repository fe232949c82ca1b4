import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serve, type StaticServer } from '../../../src/build/index.js';
import { CONFIG, withProject } from '../project.js';

const SNIPPET = '<script type="module" async src="/sw-isr.js"></script>';

const SITE: Record<string, string | Buffer> = {
  'secret.txt': 'hush',
  'site/index.html': '<!doctype html><html><HEAD><title>Home</title></HEAD><body>Home</body></html>',
  'site/headless.html': '<p>Ä</p>',
  'site/body.html': '<body class="a"><p>x</p></body>',
  'site/has.html': '<script type="module" src="/sw-isr.js"></script>',
  'site/latin.html': Buffer.from('<meta charset="iso-8859-1"><title>\xe4\xff</title>', 'latin1'),
  'site/docs/index.html': '<head></head>docs',
  'site/empty/x.txt': 'x',
  'site/a b.css': 'p {}',
  'site/app.mjs': 'export {};',
  'site/data.json': '{}',
  'site/icon.svg': '<svg/>',
  'site/noext': 'bytes',
};

/** The target as it is written: `fetch` would tidy it up. */
function getRaw(
  server: StaticServer,
  path: string,
  method = 'GET',
): Promise<{ status: number; location?: string; body: string }> {
  return new Promise((done, fail) => {
    const sent = request({ host: 'localhost', port: server.port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, location: response.headers.location, body });
      });
    });
    sent.on('error', fail).end();
  });
}

describe('serve', () => {
  let server: StaticServer;
  let folder = '';
  let finish: () => void = () => undefined;
  let project: Promise<void>;
  before(async () => {
    await new Promise<void>((ready, fail) => {
      project = withProject(SITE, async (made) => {
        folder = made.folder;
        await symlink(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
        server = await serve({ dir: 'site', port: 0, cwd: folder });
        const finished = new Promise<void>((done) => (finish = done));
        ready();
        await finished;
        await server.close();
      });
      project.catch(fail);
    });
  });
  after(async () => {
    finish();
    await project;
  });

  const get = (path: string, init?: RequestInit) =>
    fetch(new URL(path, server.url), { redirect: 'manual', ...init });

  it('sends each file as what it is', async () => {
    const types = {
      '/': 'text/html; charset=utf-8',
      '/latin.html': 'text/html',
      '/a%20b.css': 'text/css; charset=utf-8',
      '/app.mjs': 'text/javascript; charset=utf-8',
      '/data.json': 'application/json; charset=utf-8',
      '/icon.svg': 'image/svg+xml; charset=utf-8',
      '/noext': 'application/octet-stream',
    };
    for (const [path, type] of Object.entries(types)) {
      const response = await get(path);
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, type], path);
      const body = await response.arrayBuffer();
      assert.equal(response.headers.get('content-length'), String(body.byteLength));
    }
  });

  it('adds the line that registers the worker to pages, once, and changes no other byte', async () => {
    const text = async (path: string) => (await get(path)).text();
    assert.equal(
      await text('/'),
      `<!doctype html><html><HEAD><title>Home</title>${SNIPPET}</HEAD><body>Home</body></html>`,
    );
    assert.equal(await text('/headless.html'), `<p>Ä</p>${SNIPPET}`);
    assert.equal(await text('/body.html'), `<body class="a">${SNIPPET}<p>x</p></body>`);
    assert.equal(await text('/has.html'), SITE['site/has.html']);
    const latin = Buffer.from(await (await get('/latin.html')).arrayBuffer());
    assert.deepEqual(latin, Buffer.concat([SITE['site/latin.html'] as Buffer, Buffer.from(SNIPPET)]));
  });

  it('answers a conditional request with a 304', async () => {
    for (const path of ['/', '/a%20b.css', '/sw.js']) {
      const { headers } = await get(path);
      const tag = headers.get('etag') ?? '';
      assert.match(tag, /^"[\w-]{43}"$/);
      for (const given of [tag, `"x", W/${tag}`, '*']) {
        const again = await get(path, { headers: { 'If-None-Match': given } });
        assert.equal(again.status, 304, `${path} ${given}`);
        assert.equal(again.headers.get('etag'), tag);
      }
      assert.equal((await get(path, { headers: { 'If-None-Match': '"x"' } })).status, 200);
      const modified = headers.get('last-modified');
      if (modified === null) continue;
      assert.equal((await get(path, { headers: { 'If-Modified-Since': modified } })).status, 304);
      const since = { 'If-Modified-Since': modified, 'If-None-Match': '"x"' };
      assert.equal((await get(path, { headers: since })).status, 200, 'a tag counts before a date');
      assert.equal(
        (await get(path, { headers: { 'If-Modified-Since': new Date(0).toUTCString() } })).status,
        200,
      );
    }
  });

  it('sends a folder without its slash to the one with it', async () => {
    const response = await get('/docs?x=1');
    assert.deepEqual([response.status, response.headers.get('location')], [301, '/docs/?x=1']);
    assert.equal(await (await get('/docs/')).text(), `<head>${SNIPPET}</head>docs`);
    assert.deepEqual((await getRaw(server, '//docs')).location, '/docs/', 'never to another host');
  });

  it('answers 404 for what is not there', async () => {
    for (const path of ['/nope', '/empty/', '/docs/index.html/', '/%', '/%00', '/noext/x']) {
      assert.equal((await getRaw(server, path)).status, 404, path);
    }
  });

  it('never leaves its folder', async () => {
    const ways = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/docs/..%2f..%2fsecret.txt',
      '/..\\secret.txt',
      '/link.txt',
      '//etc/passwd',
      '/%2fetc/passwd',
    ];
    for (const way of ways) {
      const { status, body } = await getRaw(server, way);
      assert.equal(status, 404, way);
      assert.doesNotMatch(body, /hush|root:/, way);
    }
    assert.equal((await getRaw(server, 'http://other.example/')).status, 400);
  });

  it('knows HEAD, and no method that changes something', async () => {
    const head = await get('/', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), '');
    assert.ok(Number(head.headers.get('content-length')) > 0);
    const post = await get('/', { method: 'POST', body: 'x' });
    assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD']);
  });

  it('serves the worker and the page’s side, allowed for the whole site', async () => {
    for (const path of ['/sw.js', '/sw-isr.js']) {
      const response = await get(path);
      assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8');
      assert.equal(response.headers.get('service-worker-allowed'), '/');
      assert.ok((await response.text()).length > 1000);
    }
  });

  it('says that a port is in use', async () => {
    const { port } = server;
    await assert.rejects(serve({ dir: 'site', port, cwd: folder }), {
      name: 'IsrError',
      code: 'failed',
      message: `Failed to listen on "port ${port}": it is in use. Give another port with --port, or 0 for any.`,
    });
  });

  it('says that a folder is none', async () => {
    for (const dir of ['nope', 'secret.txt']) {
      await assert.rejects(serve({ dir, port: 0, cwd: folder }), {
        code: 'failed',
        message: `Failed to serve "${dir}": it is not a folder. Correct its path.`,
      });
    }
  });
});

describe('serve with options', () => {
  it('holds pages back, and nothing else', async () => {
    await withProject(SITE, async ({ folder }) => {
      const server = await serve({ dir: 'site', port: 0, delay: 400, cwd: folder });
      try {
        const timed = async (path: string) => {
          const startedAt = performance.now();
          await (await fetch(new URL(path, server.url))).text();
          return performance.now() - startedAt;
        };
        assert.ok((await timed('/')) >= 399);
        assert.ok((await timed('/data.json')) < 399);
      } finally {
        await server.close();
      }
    });
  });

  it('takes a config, and refuses a wrong one', async () => {
    const wrong = CONFIG.replace('match', 'mtch');
    const good = CONFIG.replace('match', `tags: ['of-my-own'], match`);
    const idle = `const at = globalThis['process'].version;\n${good}`;
    const configs = { 'good.ts': good, 'wrong.ts': wrong, 'idle.ts': idle };
    await withProject({ ...SITE, ...configs }, async ({ folder }) => {
      const options = { dir: 'site', port: 0, cwd: folder };
      const server = await serve({ ...options, config: 'good.ts' });
      try {
        assert.match(await (await fetch(new URL('/sw.js', server.url))).text(), /of-my-own/);
      } finally {
        await server.close();
      }
      await assert.rejects(serve({ ...options, config: 'wrong.ts' }), { code: 'invalid-config' });
      await assert.rejects(serve({ ...options, config: 'idle.ts' }), { code: 'build-failed' });
    });
  });

  it('keeps the pages of two folders, and of two configs, apart: each has a deployment of its own', async () => {
    const named = CONFIG.replace('routes', `deployment: 'of-my-own', routes`);
    const files = { ...SITE, 'b/index.html': 'B', 'one.ts': CONFIG, 'two.ts': CONFIG, 'named.ts': named };
    await withProject(files, async ({ folder, write }) => {
      const workerOf = async (dir: string, config?: string) => {
        const server = await serve({ dir, port: 0, config, cwd: folder });
        try {
          return await (await fetch(new URL('/sw.js', server.url))).text();
        } finally {
          await server.close();
        }
      };
      const idOf = (code: string) => /deployment: ?"([0-9a-f]{12})"/.exec(code)?.[1];
      const workers = [
        await workerOf('site'),
        await workerOf('b'),
        await workerOf('site', 'one.ts'),
        await workerOf('site', 'two.ts'),
      ];
      const ids = workers.map(idOf);
      assert.ok(!ids.includes(undefined), 'a worker has no ID');
      assert.equal(new Set(ids).size, workers.length, `the same ID twice: ${ids.join(', ')}`);
      assert.equal(await workerOf('site'), workers[0], 'the ID changes though nothing else does');

      await write({ 'one.ts': CONFIG.replace('routes', `networkTimeout: '1s', routes`) });
      assert.ok(
        !ids.includes(idOf(await workerOf('site', 'one.ts'))),
        'an edited config keeps the old pages',
      );
      assert.match(await workerOf('site', 'named.ts'), /deployment: ?"of-my-own"/);
    });
  });
});
