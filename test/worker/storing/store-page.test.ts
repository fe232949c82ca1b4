import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';
import { readAndStorePage } from '../../../src/worker/storing/store-page.js';
import { fetchOrigin } from '../../../src/worker/origin/fetch-origin.js';
import { applyAnswer } from '../../../src/worker/regeneration/apply-answer.js';
import { type Outcome } from '../../../src/worker/storing/outcome.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import { html, NOW, pageAt, target, textAt, world, type World, type WorldOptions } from '../fake-context.js';
import { holdLongTimers } from '../long-timers.js';

const TYPE = { 'content-type': 'text/html' };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const ASKED = { requestedAt: NOW, fence: 0, clearGeneration: 0 };

/** Stores `old`, then tries to keep the response: the message of what went wrong, or undefined. */
async function refusalOf(response: Response, options?: WorldOptions): Promise<string | undefined> {
  const of = world(() => html('old'), options);
  const to = await target(of);
  await of.store.put({ kind: 'vary', key: to.key, names: [], size: 0, usedAt: NOW, priority: 0 });
  const error = await readAndStorePage(of.context, to, response, ASKED).then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  const kind = (await of.store.get(to.key)).entry?.kind;
  expect(kind, 'what was stored stays where the page is refused').to.equal(error ? 'vary' : 'page');
  return error?.message;
}

/** A body of these parts, which then ends, fails, or goes on for ever. */
const stream = (parts: string[], end: 'close' | 'error' | 'hang'): Response =>
  new Response(
    new ReadableStream({
      start(body) {
        for (const part of parts) body.enqueue(encode(part));
        if (end === 'close') body.close();
        if (end === 'error') setTimeout(() => body.error(new TypeError('broke off')));
      },
    }),
    { headers: TYPE },
  );

describe('rule 16: bodies that are no whole page', () => {
  it('rule 16: an empty one is refused', async () => {
    expect(await refusalOf(html(''))).to.match(/^Failed to store ".*\/page": its body is empty\. /);
    expect(await refusalOf(new Response(null, { headers: TYPE }))).to.include('is empty');
  });

  it('rule 16: one that is shorter, or longer, than announced is refused', async () => {
    expect(await refusalOf(html('short', { 'content-length': '500' }))).to.include('5 of 500 bytes');
    expect(await refusalOf(html('long', { 'content-length': '3' }))).to.include('4 of 3 bytes');
    expect(await refusalOf(html('right', { 'content-length': '5' }))).to.equal(undefined);
  });

  it('rule 16: the length of an encoded body says nothing of the decoded one', async () => {
    expect(await refusalOf(html('decoded', { 'content-length': '3', 'content-encoding': 'br' }))).to.equal(
      undefined,
    );
  });

  it('rule 16: one that breaks off is refused', async () => {
    expect(await refusalOf(stream(['half a pa'], 'error'))).to.equal('broke off');
  });

  it('rule 16: one in many parts is put together', async () => {
    expect(await refusalOf(stream(['a', 'b', 'c'], 'close'))).to.equal(undefined);
  });

  it('rule 16: one that is larger than allowed is refused as soon as that is known', async () => {
    const options = { limits: { maxPageBytes: 10 } };
    expect(await refusalOf(html('0123456789'), options)).to.equal(undefined);
    expect(await refusalOf(html('0123456789a'), options)).to.include('limits.maxPageBytes');
    expect(await refusalOf(stream(['0123456', '789a'], 'hang'), options)).to.include('limits.maxPageBytes');
  });

  it('rule 16: one that never ends is given up after 25 s', async () => {
    const timers = holdLongTimers();
    try {
      let done = false;
      const refused = refusalOf(stream(['<p>for ever'], 'hang')).finally(() => (done = true));
      await timers.held(25_000);
      for (const expected of [false, true]) {
        timers.elapse(expected ? 1 : 24_999);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(done).to.equal(expected);
      }
      expect(await refused).to.include('did not end in time');
    } finally {
      timers.restore();
    }
  });
});

describe('rule 16: what the route and the plugins say', () => {
  it('rule 16: a route may refuse a page by its body, of a 200 alone', async () => {
    const route = { validate: async (response: Response) => !(await response.text()).includes('error') };
    expect(await refusalOf(html('an error'), { route })).to.include('"validate" refused it');
    expect(await refusalOf(html('a page'), { route })).to.equal(undefined);
    expect(await refusalOf(html('an error', {}, 404), { route })).to.equal(undefined);
  });

  it('rule 16: what throws refuses', async () => {
    const fault = (): never => {
      throw new Error('a fault');
    };
    expect(await refusalOf(html('a page'), { route: { validate: fault } })).to.include('a fault');
    expect(await refusalOf(html('a page'), { plugins: [{ cacheWillUpdate: fault }] })).to.include('a fault');
  });

  it('rule 16: a plugin may refuse a page, and is told of those that are stored', async () => {
    const told: string[] = [];
    const plugins = [
      {
        cacheWillUpdate: ({ response }: { response: Response }) =>
          response.status === 200 ? response : null,
        cacheDidUpdate: ({ request }: { request: Request }) => void told.push(request.url),
      },
    ];
    expect(await refusalOf(html('gone', {}, 404), { plugins })).to.include('a plugin refused it');
    expect(told).to.deep.equal([]);
    expect(await refusalOf(html('a page'), { plugins })).to.equal(undefined);
    expect(told).to.have.length(1);
  });

  for (const [what, answer] of [
    ['a page of no-store', () => html('yours', { 'cache-control': 'no-store' })],
    ['a 401', () => html('login', {}, 401)],
    ['a 500', () => html('broken', {}, 500)],
    ['another type', () => new Response('{}', { headers: { 'content-type': 'application/json' } })],
  ] as const)
    it(`rule 16: no plugin can have ${what} stored`, async () => {
      const plugins = [
        { cacheWillUpdate: ({ response }: { response: Response }) => response },
        { fetchDidSucceed: () => html('made of it') },
      ];
      for (const plugin of plugins) {
        const of = world(answer, { plugins: [plugin] });
        const to = await target(of);
        const { kind } = await applyAnswer(of.context, to, await fetchOrigin(of.context, to, UNKNOWN));
        expect(kind).to.not.equal('stored');
        expect(await pageAt(of)).to.equal(undefined);
      }
    });

  it('rule 16: a plugin may change the request, and the page, or make it one that is not stored', async () => {
    const ask = async (of: World): Promise<Outcome> => {
      const to = await target(of);
      return applyAnswer(of.context, to, await fetchOrigin(of.context, to, UNKNOWN));
    };
    const changed = world(({ headers }) => html(`for ${headers.get('x-plugin') ?? 'nobody'}`), {
      plugins: [
        { requestWillFetch: ({ request }) => new Request(request, { headers: { 'x-plugin': 'me' } }) },
        { fetchDidSucceed: async ({ response }) => html(`${await response.text()}, changed`) },
      ],
    });
    expect((await ask(changed)).kind).to.equal('stored');
    expect(await textAt(changed)).to.equal('for me, changed');
    const refused = world(() => html('a page'), {
      plugins: [{ fetchDidSucceed: () => html('a page', {}, 500) }],
    });
    expect((await ask(refused)).kind).to.equal('failed');
  });
});

describe('rule 33: writing a page', () => {
  /** A store whose first writes fail for want of space. */
  function full(times: number): { store: Store; evicted: () => number } {
    const store = memoryStore();
    let evicted = 0;
    const quota = (): Error => new DOMException('full', 'QuotaExceededError');
    return {
      evicted: () => evicted,
      store: {
        ...store,
        put: (entry, body) =>
          entry.key.endsWith('/page') && times-- > 0 ? Promise.reject(quota()) : store.put(entry, body),
        evict: (limits) => {
          evicted += 1;
          return store.evict(limits);
        },
      },
    };
  }
  const fill = async (of: World): Promise<void> => {
    for (let index = 0; index < 20; index++) {
      of.clock.now += 1;
      await readAndStorePage(of.context, await target(of, `/${index}`), html('x'.repeat(100)), {
        requestedAt: NOW,
        fence: 0,
        clearGeneration: 0,
      });
    }
  };

  it('rule 33: where space runs out the pages unused for longest go, and the write is tried once more', async () => {
    const { store, evicted } = full(1);
    const of = world(() => html('a page'), { store });
    await fill(of);
    await readAndStorePage(of.context, await target(of), html('a page'), ASKED);
    expect(await textAt(of)).to.equal('a page');
    expect(evicted()).to.equal(1);
    expect(await pageAt(of, '/0')).to.equal(undefined);
    expect(await pageAt(of, '/19')).to.not.equal(undefined);
    expect((await of.store.state('totals'))?.entries).to.be.within(10, 16);
  });

  it('rule 33: where that does not help the page is not stored, and that is all', async () => {
    const { store, evicted } = full(2);
    const of = world(() => html('a page'), { store });
    await fill(of);
    const to = await target(of);
    const outcome = await applyAnswer(of.context, to, await fetchOrigin(of.context, to, UNKNOWN));
    expect(outcome).to.have.property('kind', 'failed');
    expect(evicted()).to.equal(1);
    expect(of.reports).to.have.length(1);
    expect(of.reports[0]).to.have.nested.property('cause.name', 'QuotaExceededError');
  });

  it('rule 33: no room is made for other troubles', async () => {
    const { store, evicted } = full(0);
    store.put = () => Promise.reject(new DOMException('no', 'UnknownError'));
    const of = world(() => html('a page'), { store });
    const to = await target(of);
    expect(await readAndStorePage(of.context, to, html('a page'), ASKED).catch(() => 'refused')).to.equal(
      'refused',
    );
    expect(evicted()).to.equal(0);
  });

  it('rule 33: the limits hold after each write, and pinned pages go last', async () => {
    const of = world(() => html('a page'), { limits: { maxEntries: 5 }, route: { pinned: true } });
    await fill(of);
    const totals = await of.store.state('totals');
    expect(totals?.entries).to.be.within(4, 5);
    expect(await pageAt(of, '/19')).to.include({ priority: 1 });
  });

  it('rule 18: not-found pages are few', async () => {
    const of = world(() => html('gone'));
    for (let index = 0; index < 105; index++) {
      of.clock.now += 1;
      await readAndStorePage(of.context, await target(of, `/${index}`), html('gone', {}, 404), {
        requestedAt: NOW,
        fence: 0,
        clearGeneration: 0,
      });
    }
    expect((await of.store.state('totals'))?.entries).to.equal(100);
  });

  it('rule 23: a page with variants stands under a key of its own, behind a marker', async () => {
    const of = world(() => html(''));
    for (const language of ['de', 'en']) {
      const to = await target(of, '/page', { 'accept-language': language });
      await readAndStorePage(of.context, to, html(language, { vary: 'Accept-Encoding, Accept-Language' }), {
        requestedAt: NOW,
        fence: 0,
        clearGeneration: 0,
      });
    }
    const { key, scope } = await target(of);
    expect((await of.store.get(key)).entry).to.deep.include({ kind: 'vary', names: ['accept-language'] });
    const pages = await of.store.recent(scope, 10);
    expect(pages.map((page) => page.key)).to.have.members(
      ['de', 'en'].map((language) => `${key}\naccept-language:${language}`),
    );
  });
});

describe('rule 13: the title that a page is listed by', () => {
  /** A page of these bytes, one for each character. */
  const page = (text: string, type: string): Response =>
    new Response(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
      { headers: { 'content-type': type } },
    );
  const cafe = '<title>Caf\xe9</title>';
  const utf8 = '<title>Caf\xc3\xa9</title>';

  for (const [what, text, type] of [
    ['the encoding of its Content-Type', cafe, 'text/html; charset=iso-8859-1'],
    ['the encoding of its <meta>', `<meta charset="windows-1252">${cafe}`, 'text/html'],
    ['UTF-8 where none is named', utf8, 'text/html'],
    ['UTF-8 where the name is unheard of', utf8, 'text/html; charset=unheard-of'],
    ['UTF-8 behind 60 kB of styles', `<style>${'x'.repeat(60_000)}</style>${utf8}`, 'text/html'],
  ] as const)
    it(`rule 13: is read in ${what}`, async () => {
      const of = world(() => html(''));
      await readAndStorePage(of.context, await target(of), page(text, type), ASKED);
      expect(await pageAt(of)).to.have.property('title', 'Café');
    });
});
