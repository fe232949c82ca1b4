import { expect } from 'chai';
import { fetchOrigin } from '../../../src/worker/origin/fetch-origin.js';
import { applyAnswer } from '../../../src/worker/regeneration/apply-answer.js';
import { type Outcome } from '../../../src/worker/storing/outcome.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import {
  html,
  NOW,
  pageAt,
  redirect,
  target,
  textAt,
  urlOf,
  world,
  type World,
  type WorldOptions,
} from '../fake-context.js';

const names = ({ notices }: World): string[] => notices.map(({ notice }) => notice);

/** Asks the origin once for `/page`, with what is stored, and settles. */
async function ask(of: World, path = '/page'): Promise<Outcome> {
  const to = await target(of, path);
  const entry = await pageAt(of, path);
  const had = entry && { entry, body: new ArrayBuffer(0) };
  return applyAnswer(
    of.context,
    to,
    await fetchOrigin(of.context, to, had ? { fence: 0, ...had } : UNKNOWN),
    had,
  );
}

/** A world in which `old` is stored, 70 s ago; then the origin gives the answers, the last one again and again. */
async function withOld(answers: (() => Response)[], options?: WorldOptions, headers = {}): Promise<World> {
  const of = world((_, count) => {
    if (!count) return html('old', { etag: '"1"', ...headers });
    const answer = answers[Math.min(count, answers.length) - 1];
    if (!answer) throw new TypeError('no network');
    return answer();
  }, options);
  await ask(of);
  of.clock.now += 70_000;
  return of;
}

describe('rules 8 and 16: a page is stored', () => {
  it('rule 16: with all that is known of it', async () => {
    const of = world(() =>
      html('<title>A page</title>', { 'cache-tag': 'a, b', age: '5', 'set-cookie': 'no' }),
    );
    expect((await ask(of)).kind).to.equal('stored');
    const entry = await pageAt(of);
    expect(entry).to.include({ url: urlOf('/page'), status: 200, title: 'A page', initialAge: 5 });
    expect(entry).to.include({ requestedAt: NOW, revalidate: 60, size: 21, priority: 0, failures: 0 });
    expect(entry?.tags).to.deep.equal(['a', 'b']);
    expect(of.notices).to.deep.equal([]);
    expect(of.asked[0]).to.include({ credentials: 'omit', cache: 'no-store', redirect: 'manual' });
  });

  it('rule 33: with headers that count as its body does, also those that a 304 brings', async () => {
    const big = { 'x-big': 'x'.repeat(3000), 'isr-tags': 'y'.repeat(1000) };
    const of = world(
      (_, count) => {
        if (count < 8) return html(`${count}`, { etag: '"1"', ...big });
        return new Response(null, { status: 304, headers: { 'x-more': 'z'.repeat(5000) } });
      },
      { limits: { maxBytes: 20_000, maxPageBytes: 10_000 } },
    );
    for (let at = 0; at < 8; at++) await ask(of, `/${at}`);
    const stays = async (): Promise<number> => (await of.store.state('totals'))?.entries ?? 0;
    expect(await stays()).to.be.within(2, 4);
    const { overhead = 0 } = (await pageAt(of, '/7')) ?? {};
    expect(overhead).to.be.within(5000, 5300);
    of.clock.now += 1000;
    expect((await ask(of, '/7')).kind).to.equal('unchanged');
    expect((await pageAt(of, '/7'))?.overhead).to.equal(overhead + 'x-more'.length + 5000 + 2);
  });

  it('rule 8: pages that show it are told that it is updated, and no others', async () => {
    const of = await withOld([() => html('new')]);
    expect((await ask(of)).kind).to.equal('stored');
    expect(await textAt(of)).to.equal('new');
    expect(names(of)).to.deep.equal(['updated']);
    const { detail, concerns } = of.notices[0] ?? {};
    expect(detail).to.deep.equal({ url: urlOf('/page'), tags: [], generatedAt: NOW + 70_000 });
    expect(concerns?.({ url: urlOf('/page?utm_source=mail#top') } as Client)).to.equal(true);
    expect(concerns?.({ url: urlOf('/another') } as Client)).to.equal(false);
  });

  it('rule 8: a page that came out the same is unchanged', async () => {
    const of = await withOld([() => html('old')]);
    expect((await ask(of)).kind).to.equal('stored');
    expect(names(of)).to.deep.equal(['unchanged']);
  });

  it('rule 18: a 404 or 410 replaces the page, with its status and a short life', async () => {
    for (const status of [404, 410]) {
      const of = await withOld([() => html('gone', {}, status)]);
      expect((await ask(of)).kind).to.equal('stored');
      expect(await pageAt(of)).to.include({ status, priority: -1, revalidate: 60, expire: 60 });
      expect(names(of)).to.deep.equal(['updated']);
    }
  });
});

describe('rule 17: a 304', () => {
  const notModified = (): Response =>
    new Response(null, { status: 304, headers: { 'x-new': '1', age: '7' } });

  it('rule 17: starts the age again and renews the headers; the body stays', async () => {
    const of = await withOld([notModified], undefined, { 'x-old': '1' });
    expect((await ask(of)).kind).to.equal('unchanged');
    expect(of.asked[1]?.headers.get('if-none-match')).to.equal('"1"');
    const entry = await pageAt(of);
    expect(entry).to.include({ requestedAt: NOW + 70_000, initialAge: 7, failures: 0, retryAt: 0 });
    expect(Object.fromEntries(entry?.headers ?? [])).to.include({ 'x-new': '1', 'x-old': '1', etag: '"1"' });
    expect(await textAt(of)).to.equal('old');
    expect(names(of)).to.deep.equal(['unchanged']);
  });

  it('rule 4: gives the page the tags that it names, and keeps those of the route', async () => {
    const tagged = (): Response => new Response(null, { status: 304, headers: { 'cache-tag': 'b, c' } });
    const of = await withOld([tagged], { route: { tags: ['route'] } }, { 'cache-tag': 'a' });
    expect((await pageAt(of))?.tags).to.deep.equal(['route', 'a']);
    await ask(of);
    expect((await pageAt(of))?.tags).to.deep.equal(['route', 'b', 'c']);
  });

  it('rule 17: asks by date where there is no ETag', async () => {
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    const of = world((_, count) => (count ? notModified() : html('old', { 'last-modified': date })));
    await ask(of);
    expect((await ask(of)).kind).to.equal('unchanged');
    expect(of.asked[1]?.headers.get('if-modified-since')).to.equal(date);
  });

  it('rule 17: to a request without a condition is a failure', async () => {
    const of = world(notModified);
    expect((await ask(of)).kind).to.equal('failed');
    expect(await pageAt(of)).to.equal(undefined);
  });

  it('rule 17: gives a route that lives by the origin its new lifetime', async () => {
    const of = await withOld(
      [() => new Response(null, { status: 304, headers: { 'cache-control': 'max-age=900' } })],
      { route: { revalidate: 'origin' } },
      { 'cache-control': 'max-age=30' },
    );
    expect(await pageAt(of)).to.include({ revalidate: 30 });
    await ask(of);
    expect(await pageAt(of)).to.include({ revalidate: 900 });
  });
});

describe('rule 9: the regeneration failed', () => {
  for (const [what, answer] of [
    ['429', () => html('busy', {}, 429)],
    ['500', () => html('broken', {}, 500)],
    ['503', () => html('down', {}, 503)],
    ['an empty body', () => html('')],
    [
      'a body that breaks off',
      () =>
        new Response(new ReadableStream({ pull: (body) => body.error(new Error('off')) }), {
          headers: { 'content-type': 'text/html' },
        }),
    ],
  ] as const)
    it(`rule 9: ${what} leaves the page, and the next try waits`, async () => {
      const of = await withOld([answer]);
      expect((await ask(of)).kind).to.equal('failed');
      expect(await textAt(of)).to.equal('old');
      // 60 s, clamped to 30.
      expect(await pageAt(of)).to.include({ failures: 1, retryAt: NOW + 100_000, requestedAt: NOW });
      // A body that breaks off is reported, not told of a page.
      expect(names(of)).to.deep.equal(/^\d+$/.test(what) ? ['error'] : []);
    });

  for (const [what, answer] of [
    ['rule 20: another 4xx', () => html('teapot', {}, 418)],
    ['rule 20: a 206', () => html('part', {}, 206)],
    ['rule 16: another type', () => new Response('{}', { headers: { 'content-type': 'application/json' } })],
  ] as const)
    it(`${what} does not replace the page, and the next try waits`, async () => {
      const of = await withOld([answer]);
      expect((await ask(of)).kind).to.equal('unstored');
      expect(await textAt(of)).to.equal('old');
      expect(await pageAt(of)).to.include({ failures: 1, retryAt: NOW + 100_000 });
    });

  for (const status of [429, 500, 502, 503, 504, 418])
    it(`rule 9: an answer ${status} is told as an error to the pages that show the page, and its end as online`, async () => {
      const of = await withOld([() => html('broken', {}, status), () => html('old')]);
      await ask(of);
      const [told, ...more] = of.notices;
      expect(more).to.deep.equal([]);
      const url = urlOf('/page');
      const message = `Failed to regenerate "${url}": the origin answered ${status}. The stored page stays.`;
      expect([told?.notice, told?.detail]).to.deep.equal(['error', { code: 'failed', message, url }]);
      expect(told?.concerns({ url: `${url}#top` } as Client)).to.equal(true);
      expect(told?.concerns({ url: urlOf('/another') } as Client)).to.equal(false);
      of.clock.now += 600_000;
      await ask(of);
      expect(names(of)).to.deep.equal(['error', 'online', 'unchanged']);
    });

  it('rule 9: an origin out of reach makes the page wait longer each time, and tells offline, then online', async () => {
    const broken: (() => Response)[] = [];
    const of = await withOld(broken);
    const waits = [];
    for (let count = 0; count < 6; count++) {
      expect((await ask(of)).kind).to.equal('failed');
      waits.push(((await pageAt(of))?.retryAt ?? 0) - of.clock.now);
    }
    expect(waits).to.deep.equal([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    expect(new Set(names(of))).to.deep.equal(new Set(['offline']));
    of.notices.length = 0;
    broken.push(() => html('old'));
    expect((await ask(of)).kind).to.equal('stored');
    expect(names(of)).to.deep.equal(['online', 'unchanged']);
    expect(await pageAt(of)).to.include({ failures: 0, retryAt: 0 });
  });
});

describe('rules 19 to 26: what may not be kept', () => {
  const private_ = (): Response => html('yours', { 'cache-control': 'private' });

  for (const [what, answer] of [
    ['401', () => html('login', {}, 401)],
    ['403', () => html('no', {}, 403)],
    ['redirect', redirect],
    ['private', private_],
    ['no-store', () => html('yours', { 'cache-control': 'no-store' })],
    ['Vary: Cookie', () => html('yours', { vary: 'Accept, Cookie' })],
    ['Vary: Authorization', () => html('yours', { vary: 'authorization' })],
  ] as const)
    it(`rule 19: ${what} purges the page and passes its URL through for 10 minutes`, async () => {
      const of = await withOld([answer]);
      const { key } = await target(of);
      expect((await ask(of)).kind).to.equal('personal');
      const stored = await of.store.get(key);
      expect(stored.entry).to.include({ kind: 'pass', until: NOW + 670_000, size: 0, priority: -1 });
      expect(stored.body).to.equal(undefined);
      expect(of.notices).to.deep.equal([]);
    });

  it('rule 19: purges the variant that was stored, too', async () => {
    const of = world((_, count) => (count ? private_() : html('old', { vary: 'accept-language' })));
    const to = await target(of, '/page', { 'accept-language': 'de' });
    const stored = await applyAnswer(of.context, to, await fetchOrigin(of.context, to, UNKNOWN));
    expect(stored.kind).to.equal('stored');
    expect((await of.store.get(to.key)).entry?.kind).to.equal('vary');
    await applyAnswer(
      of.context,
      to,
      await fetchOrigin(of.context, to, stored.page ? { fence: 0, ...stored.page } : UNKNOWN),
      stored.page,
    );
    expect((await of.store.get(to.key)).entry?.kind).to.equal('pass');
    expect(await of.store.recent(to.scope, 10)).to.deep.equal([]);
  });

  it('rule 18: markers are few: the oldest go', async () => {
    const of = world(private_);
    for (let index = 0; index < 110; index++) {
      of.clock.now += 1;
      await ask(of, `/${index}`);
    }
    expect((await of.store.state('totals'))?.entries).to.equal(100);
    expect((await of.store.get((await target(of, '/109')).key)).entry).to.not.equal(undefined);
  });

  it('rule 25: a page of the user is purged and not passed through', async () => {
    const of = await withOld([() => html('login', {}, 401)], {
      route: { audience: 'user' },
      settings: { deployments: [], user: 'u' },
    });
    expect(of.asked[0]?.credentials).to.equal('same-origin');
    expect((await ask(of)).kind).to.equal('personal');
    expect((await of.store.get((await target(of)).key)).entry).to.equal(undefined);
  });

  it('rule 25: a private page of the user is stored', async () => {
    const of = await withOld([private_], {
      route: { audience: 'user' },
      settings: { deployments: [], user: 'u' },
    });
    expect((await ask(of)).kind).to.equal('stored');
    expect(await textAt(of)).to.equal('yours');
  });

  it('rule 23: Vary: * purges the page', async () => {
    const of = await withOld([() => html('new', { vary: '*' })]);
    expect((await ask(of)).kind).to.equal('unstored');
    expect((await of.store.get((await target(of)).key)).entry).to.equal(undefined);
  });

  it('rule 26: a logout wipes the store', async () => {
    const of = await withOld([() => html('bye', { 'clear-site-data': '"cookies", "storage"' })]);
    await of.store.put({ kind: 'vary', key: 'd\n\nother', names: [], size: 0, usedAt: NOW, priority: 0 });
    expect((await ask(of)).kind).to.equal('unstored');
    expect((await of.store.state('totals'))?.entries ?? 0).to.equal(0);
  });
});

describe('rule 33: trouble with the store', () => {
  it('rule 33: is reported, and is a failure of no page', async () => {
    const of = await withOld([() => html('new')]);
    const broken = (): Promise<never> => Promise.reject(new DOMException('no', 'UnknownError'));
    Object.assign(of.store, { put: broken, updateMetadata: broken });
    expect((await ask(of)).kind).to.equal('failed');
    expect(of.reports).to.have.length(2);
    expect(await textAt(of)).to.equal('old');
  });
});
