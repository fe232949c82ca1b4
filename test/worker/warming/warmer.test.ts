/** Pages that are generated ahead (`paths`). */
import { expect } from 'chai';
import type { Context } from '../../../src/worker/runtime/context.js';
import { createWarmer, type Warmer } from '../../../src/worker/warming/warmer.js';
import { clearStore } from '../../../src/worker/visitor/clear.js';
import { createRouter } from '../../../src/worker/router.js';
import {
  html,
  NOW,
  pageAt,
  request,
  urlOf,
  world,
  type Origin,
  type World,
  type WorldOptions,
} from '../fake-context.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Generating extends World {
  generator: Warmer;
  /** Takes one step, to its end. */
  step(paths?: 'all'): Promise<void>;
  /** The paths that were asked for since the last look, in order. */
  paths(): string[];
}

/** A worker that starts on what is stored; one page at a time, so that their order shows. */
function open(
  paths: NonNullable<WorldOptions['route']>['paths'],
  origin: Origin = () => html('page'),
  { route, change, ...options }: WorldOptions & { change?: Partial<Context> } = {},
): Generating {
  const of = world(origin, { warm: { concurrency: 1 }, ...options, route: { paths, ...route } });
  const context = { ...of.context, ...change };
  const generator = createWarmer(context, createRouter(context));
  return {
    ...of,
    context,
    generator,
    async step(paths) {
      generator.run(of.event, paths);
      await of.settled();
    },
    paths: () => of.asked.splice(0).map(({ url }) => new URL(url).pathname),
  };
}

const eventOf = ({ event }: World, request: Request): FetchEvent =>
  ({ request, waitUntil: (work: Promise<unknown>) => event.waitUntil(work) }) as unknown as FetchEvent;

const told = (of: World): object[] =>
  of.notices.filter(({ notice }) => notice === 'warm').map(({ detail }) => detail);

const sitemap = (...urls: string[]): Response =>
  new Response(`<urlset>${urls.map((url) => `<url>${url}</url>`).join('')}</urlset>`);

const zipped = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

describe('generating pages ahead: which, and in which order', () => {
  it('asks for each page of a list once, in its order, and says how far it is', async () => {
    const of = open(['/a', '/b', '/c', '/a', '/b#x', '/c?utm_source=x']);
    await of.step();
    expect(of.paths()).to.deep.equal(['/a', '/b', '/c']);
    expect(told(of).at(-1)).to.deep.equal({ done: 3, total: 3 });
    for (const path of ['/a', '/b', '/c']) expect(await pageAt(of, path), path).to.include({ status: 200 });
    await of.step();
    expect(of.paths()).to.deep.equal([]);
    expect(of.reports).to.deep.equal([]);
  });

  it('rule 25: asks without the credentials of whoever is there', async () => {
    const of = open(['/a']);
    await of.step();
    expect(of.asked[0]?.credentials).to.equal('omit');
  });

  it('leaves out what is of other sites or another route', async () => {
    const of = open(['/a', 'https://other.test/b', '/other/c', '//', 'http://'], undefined, {
      routes: [
        { match: '/other/*', revalidate: 60 },
        { match: '/*', revalidate: 60, paths: ['/a', 'https://other.test/b', '/other/c', '//', 'http://'] },
      ],
    });
    await of.step();
    expect(of.paths()).to.deep.equal(['/a']);
    expect(told(of).at(-1)).to.deep.equal({ done: 1, total: 1 });
  });

  it('takes what a function returns', async () => {
    const of = open(async () => ['/b', '/a']);
    await of.step();
    expect(of.paths()).to.deep.equal(['/b', '/a']);
  });

  const useless: [what: string, paths: () => unknown][] = [
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['returns nothing', () => undefined],
    ['returns no list', () => '/a'],
    ['returns no texts', () => ['/a', 1]],
  ];
  for (const [what, paths] of useless)
    it(`reports a function that ${what}, and tries it again later`, async () => {
      let broken = true;
      const of = open(() => (broken ? paths() : ['/a']) as string[]);
      await of.step();
      await of.step();
      expect(of.reports).to.have.length(1);
      expect(of.paths()).to.deep.equal([]);
      broken = false;
      of.clock.now += 6 * MINUTE;
      await of.step();
      expect(of.paths()).to.deep.equal(['/a']);
    });

  it('reads no more than 50 MB of a sitemap, unzipped', async () => {
    const bomb = await zipped(' '.repeat(52_428_801));
    const of = open({ sitemap: '/sitemap.xml.gz' }, ({ url }) =>
      url.endsWith('.gz') ? new Response(bomb) : html('page'),
    );
    await of.step();
    expect(of.reports.map(String).join()).to.include('its body exceeds 50 MB');
  });

  it('reads a sitemap without credentials, the best pages first, no more than its limit', async () => {
    const of = open({ sitemap: '/sitemap.xml', limit: 3 }, ({ url }) =>
      url.endsWith('.xml')
        ? sitemap(
            '<loc>/low</loc><priority>0.1</priority>',
            `<loc>${urlOf('/plain')}</loc>`,
            '<loc>https://other.test/x</loc><priority>1</priority>',
            '<loc>/best</loc><priority>0.9</priority>',
            '<loc>/plain-2</loc>',
          )
        : html('page'),
    );
    await of.step();
    expect(of.asked[0]).to.include({ credentials: 'omit', cache: 'no-cache' });
    expect(of.paths()).to.deep.equal(['/sitemap.xml', '/best', '/plain', '/plain-2']);
  });

  it('reads the files of an index, zipped ones too, until there are enough', async () => {
    const zip = (text: string): ReadableStream =>
      new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
    const of = open({ sitemap: '/index.xml', limit: 2 }, ({ url }) => {
      if (url.endsWith('/index.xml'))
        return new Response(
          `<sitemapindex>${['/gone.xml', 'https://other.test/s.xml', '/1.xml.gz', '/2.xml', '/3.xml']
            .map((loc) => `<sitemap><loc>${loc}</loc></sitemap>`)
            .join('')}</sitemapindex>`,
        );
      if (url.endsWith('/gone.xml')) return html('gone', {}, 404);
      if (url.endsWith('.gz')) return new Response(zip('<urlset><url><loc>/a</loc></url></urlset>'));
      return url.endsWith('/2.xml') ? sitemap('<loc>/b</loc>') : html('page');
    });
    await of.step();
    expect(of.paths()).to.deep.equal(['/index.xml', '/gone.xml', '/1.xml.gz', '/2.xml', '/a', '/b']);
    expect(of.reports).to.have.length(1);
  });

  it('begins with what this visitor used, in any deployment that is kept; the latest first', async () => {
    const settings = { deployment: 'd', deployments: ['d', 'old'] };
    const old = open(['/a', '/b', '/c', '/d'], undefined, {
      deployment: 'old',
      settings: { deployments: [] },
    });
    await old.step();
    const usedAt = (path: string, at: number): [string, number] => [`old\n\n${urlOf(path)}`, at];
    await old.store.record({ used: new Map([usedAt('/c', NOW), usedAt('/d', NOW + 1)]), counts: {} });
    const of = open(['/a', '/b', '/c', '/d'], undefined, { store: old.store, settings });
    await of.step();
    expect(of.paths()).to.deep.equal(['/d', '/c', '/a', '/b']);
  });

  it('is capped at limits.maxEntries', async () => {
    const of = open(['/a', '/b', '/c'], undefined, { limits: { maxEntries: 2 } });
    await of.step();
    expect(of.paths()).to.deep.equal(['/a', '/b']);
  });

  it('ends where it would push its own pages out', async () => {
    const given = Array.from({ length: 20 }, (_, index) => `/${index}`);
    const limits = { maxBytes: 1000 };
    const warm = { concurrency: 1 };
    const of = open(given, () => html('x'.repeat(400)), { limits, warm });
    await of.step();
    const asked = of.paths();
    expect(asked).to.deep.equal(given.slice(0, 3));
    await of.step();
    expect(of.paths(), 'it went on').to.deep.equal([]);
    expect(told(of).at(-1), 'pages would ask for more').to.deep.equal({ done: 3, total: 3 });
  });

  it('pages that nobody asked for go before any that somebody used, the least popular first', async () => {
    const of = open(['/a', '/b', '/c']);
    await of.step();
    await of.store.record({ used: new Map([[`d\n\n${urlOf('/c')}`, NOW]]), counts: {} });
    await of.store.evict({ maxEntries: 2, maxBytes: Infinity });
    expect(await pageAt(of, '/b')).to.equal(undefined);
    expect(await pageAt(of, '/a')).to.include({ status: 200 });
    expect(await pageAt(of, '/c')).to.include({ status: 200 });
  });
});

describe('generating pages ahead: what is asked for again', () => {
  it('skips what is fresh, and asks for what is stale', async () => {
    const of = open(['/a', '/b']);
    await of.step();
    of.clock.now += 30_000;
    of.paths();
    await of.step('all');
    expect(of.paths()).to.deep.equal([]);
    expect(told(of).at(-1)).to.deep.equal({ done: 2, total: 2 });
    of.clock.now += MINUTE;
    await of.step('all');
    expect(of.paths()).to.deep.equal(['/a', '/b']);
  });

  it('reads the paths again after a day, or at once for a new worker, and not before', async () => {
    let list = ['/a'];
    const of = open(() => list);
    await of.step();
    list = ['/a', '/b'];
    of.clock.now += 30_000;
    await of.step();
    expect(of.paths()).to.deep.equal(['/a']);
    await of.step('all');
    expect(of.paths()).to.deep.equal(['/b']);
    list = ['/c'];
    of.clock.now += DAY;
    await of.step();
    expect(of.paths()).to.deep.equal(['/c']);
  });

  it('a lastmod after the page was generated asks for it although it is fresh; an earlier one leaves a stale one', async () => {
    let changed: Record<string, string> = {};
    const of = open({ sitemap: '/s.xml' }, ({ url }) =>
      url.endsWith('.xml')
        ? sitemap(
            ...['/newer', '/older', '/same-day', '/none'].map(
              (path) => `<loc>${path}</loc><lastmod>${changed[path] ?? ''}</lastmod>`,
            ),
          )
        : html('page'),
    );
    const iso = (at: number): string => new Date(at).toISOString();
    await of.step();
    of.paths();
    changed = {
      '/newer': iso(NOW + 5000),
      '/older': iso(NOW - 5000),
      '/same-day': iso(NOW).slice(0, 10),
    };
    of.clock.now += 30_000;
    await of.step('all');
    expect(of.paths()).to.deep.equal(['/s.xml', '/newer']);
    changed['/newer'] = changed['/older'] ?? '';
    of.clock.now += 60_000;
    await of.step('all');
    expect(of.paths()).to.deep.equal(['/s.xml', '/same-day', '/none']);
  });

  it("rule 2: a lastmod is compared with the origin's clock, where it tells it", async () => {
    const generated = NOW - 365 * DAY;
    const of = open({ sitemap: '/s.xml' }, ({ url }, count) =>
      url.endsWith('.xml')
        ? sitemap(`<loc>/a</loc><lastmod>${new Date(generated + (count ? 5000 : 0)).toISOString()}</lastmod>`)
        : html('page', { date: new Date(generated).toUTCString() }),
    );
    await of.step();
    await of.step('all');
    expect(of.paths()).to.deep.equal(['/s.xml', '/a', '/s.xml', '/a']);
  });

  it('makes the request conditional, and leaves the page as used as it was', async () => {
    const of = open(['/a'], ({ headers }) =>
      headers.has('if-none-match') ? new Response(null, { status: 304 }) : html('page', { etag: '"1"' }),
    );
    await of.step();
    await of.store.record({ used: new Map([[`d\n\n${urlOf('/a')}`, NOW]]), counts: {} });
    of.clock.now += 2 * MINUTE;
    await of.step('all');
    expect(await pageAt(of, '/a')).to.include({ requestedAt: NOW + 2 * MINUTE, usedAt: NOW });
  });

  it('what may not be stored, and what fails, is done, and not asked for again', async () => {
    const answers: Record<string, () => Response> = {
      '/private': () => html('page', { 'cache-control': 'private' }),
      '/broken': () => html('broken', {}, 500),
      '/empty': () => html(''),
    };
    const of = open([...Object.keys(answers), '/fine'], ({ url }) =>
      (answers[new URL(url).pathname] ?? (() => html('page')))(),
    );
    await of.step();
    expect(of.paths()).to.deep.equal([...Object.keys(answers), '/fine']);
    expect(told(of).at(-1)).to.deep.equal({ done: 4, total: 4 });
    await of.step();
    expect(of.paths()).to.deep.equal([]);
  });
});

describe('generating pages ahead: going on', () => {
  const paths = Array.from({ length: 8 }, (_, at) => `/${at}`);

  it('goes on where a worker was ended, whose last pages it had stored but not noted', async () => {
    const first = open(paths);
    await first.step();
    const queue = await first.store.state('d\nqueue');
    const at = queue?.at ?? 0;
    await first.store.setState('d\nprogress', {
      ...{ at, done: 2, beyond: [4], bytes: 0, failures: 0, retryAt: 0 },
    });
    for (const path of ['/1', '/4', '/5', '/7']) await first.store.delete(`d\n\n${urlOf(path)}`);
    const of = open(paths, undefined, { store: first.store });
    await of.step();
    expect(of.paths()).to.deep.equal(['/5', '/7']);
    expect(told(of).at(-1)).to.deep.equal({ done: 8, total: 8 });
  });

  it('a new list comes on top of what is left of the old one', async () => {
    let online = true;
    const net = open(
      ['/a', '/b', '/c'],
      (_, count) => {
        online = count < 1;
        return html('page');
      },
      { change: { online: () => online } },
    );
    await net.step();
    expect(net.paths()).to.deep.equal(['/a', '/b']);
    online = true;
    const next = open(['/d', '/c'], undefined, { store: net.store });
    await next.step('all');
    expect(next.paths()).to.deep.equal(['/d', '/c']);
  });

  it('does nothing offline, and goes on when there is a network again', async () => {
    let online = true;
    const of = open(
      paths,
      () => {
        online = false;
        return html('page');
      },
      { change: { online: () => online } },
    );
    await of.step();
    await of.step();
    expect(of.paths()).to.deep.equal(['/0']);
    online = true;
    await of.step();
    expect(of.paths()).to.deep.equal(['/1']);
  });

  it('does nothing while the visitor saves data, unless that is ignored', async () => {
    const visit = (of: Generating): void => {
      const event = eventOf(of, request('/x', { 'save-data': 'on' }));
      Object.defineProperty(event.request, 'mode', { value: 'navigate' });
      of.generator.visitorRequest(event, Promise.resolve());
    };
    const of = open(paths);
    visit(of);
    await of.settled();
    await of.step();
    expect(of.paths()).to.deep.equal([]);
    const other = open(['/0'], undefined, { warm: { saveData: 'ignore' } });
    visit(other);
    await Promise.resolve();
    other.clock.now += 1000;
    await other.settled();
    await other.step();
    expect(other.paths()).to.deep.equal(['/0']);
  });

  for (const [what, answer] of [
    ['does not answer', () => Promise.reject(new TypeError('unreachable'))],
    ['answers 503', () => html('down', {}, 503)],
    ['answers 429', () => html('slower', {}, 429)],
  ] as [string, () => Response | Promise<Response>][])
    it(`rule 9: leaves an origin alone that ${what}, and tries the same page again later`, async () => {
      let down = true;
      const of = open(paths, () => (down ? answer() : html('page')), { warm: {} });
      await of.step();
      const tried = of.paths().length;
      expect(tried).to.be.within(1, 8);
      await of.step();
      expect(of.paths()).to.deep.equal([]);
      of.clock.now += 2 * MINUTE;
      await of.step();
      expect(of.paths()).to.deep.equal(['/0']);
      of.clock.now += 10 * MINUTE;
      down = false;
      await of.step();
      expect(of.paths()).to.deep.equal(paths);
    });

  it('tries the other pages first where one is in trouble for the third time', async () => {
    const of = open(paths, ({ url }) => html('page', {}, url.endsWith('/0') ? 503 : 200));
    for (let times = 0; times < 3; times++) {
      await of.step();
      expect(of.paths()).to.deep.equal(['/0']);
      of.clock.now += 5 * MINUTE;
    }
    await of.step();
    expect(of.paths()).to.deep.equal([...paths.slice(1), '/0']);
  });

  it('rule 9: forgets no page in an outage, however long that takes', async () => {
    let down = true;
    const of = open(paths, () => html('page', {}, down ? 503 : 200));
    for (let times = 0; times < 20; times++) {
      await of.step();
      expect(of.paths()).to.have.length(1);
      of.clock.now += 6 * MINUTE;
    }
    down = false;
    await of.step();
    expect(of.paths().sort()).to.deep.equal(paths);
  });

  it('rule 33: ends where the browser has no more room, says so once, and takes no page its place', async () => {
    const many = Array.from({ length: 40 }, (_, at) => `/${at}`);
    const of = open(many, undefined, { warm: { concurrency: 4 } });
    let writes = 0;
    const put = of.store.put.bind(of.store);
    of.store.put = (...page) =>
      ++writes > 2 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : put(...page);
    await of.step();
    await of.step();
    // Four are under way when it is noticed.
    expect(of.paths().length).to.be.within(3, 6);
    expect(of.reports).to.have.length(1);
    expect(await pageAt(of, '/0')).to.include({ status: 200 });
    expect(told(of).at(-1)).to.satisfy(({ done, total }: { done: number; total: number }) => done === total);
    writes = -Infinity;
    of.clock.now += DAY;
    await of.step();
    expect(of.paths().length, 'it is not tried again the next day').to.be.above(30);
  });

  it('reads all paths anew for a new worker, also where a step is under way when that asks for it', async () => {
    let named = ['/0'];
    const of = open(() => named);
    await of.step();
    named = ['/0', '/1'];
    of.generator.run(of.event);
    await of.step('all');
    await of.step();
    expect(of.paths()).to.deep.equal(['/0', '/1']);
  });

  it('rule 33: ends where the store is in trouble, and asks for the same pages again later', async () => {
    const of = open(paths);
    let broken = true;
    const put = of.store.put.bind(of.store);
    of.store.put = (...page) => (broken ? Promise.reject(new Error('gone')) : put(...page));
    await of.step();
    await of.step();
    expect(of.paths()).to.deep.equal(['/0']);
    broken = false;
    of.clock.now += 2 * MINUTE;
    await of.step();
    expect(of.paths()).to.deep.equal(paths);
  });

  it('one worker at a time', async () => {
    const of = open(paths);
    await navigator.locks.request('isr:ahead', () => of.step());
    expect(of.paths()).to.deep.equal([]);
    await of.step();
    expect(of.paths()).to.deep.equal(paths);
  });

  it('leaves off for a newer worker, which waits until this one has nothing to do', async () => {
    const waits = { isReplaced: () => of.asked.length > 0 };
    const of = open(paths, undefined, { change: waits });
    await of.step();
    expect(of.paths()).to.deep.equal(paths.slice(0, 1));
  });

  it('asks for as many pages at once as the config says', async () => {
    let [now, most] = [0, 0];
    const of = open(
      paths,
      async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 20));
        now -= 1;
        return html('page');
      },
      { warm: { concurrency: 3 } },
    );
    await of.step();
    expect(most).to.equal(3);
    expect(of.paths().sort()).to.deep.equal(paths);
  });

  it('waits while a visitor is being answered, and a moment longer', async () => {
    const of = open(paths);
    let answer!: () => void;
    const event = eventOf(of, request('/x'));
    of.generator.visitorRequest(event, new Promise<void>((resolve) => (answer = resolve)));
    const stepping = of.step();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(of.paths()).to.deep.equal([]);
    answer();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(of.paths()).to.deep.equal([]);
    of.clock.now += 400;
    await stepping;
    expect(of.paths()).to.deep.equal(paths);
  });

  it('asks for all pages anew once they were cleared', async () => {
    const of = open(paths);
    await of.step();
    of.paths();
    await clearStore(of.context);
    of.clock.now += MINUTE;
    await of.step();
    expect(of.paths()).to.deep.equal(paths);
  });

  it('does nothing in draft mode', async () => {
    const of = open(paths, undefined, { settings: { deployments: [], draft: true } });
    await of.step();
    expect(of.paths()).to.deep.equal([]);
  });
});
