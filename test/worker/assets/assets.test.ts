/** Which requests for assets the worker answers, which it leaves to the browser, and which it sends back to it. */
import { expect } from 'chai';
import type { Settings } from '../../../src/storage/store.js';
import { assets as assetsFeature } from '../../../src/worker/features/assets.js';
import { createAssets, type Assets } from '../../../src/worker/assets/assets.js';
import { urlOf, type Origin, type World } from '../fake-context.js';
import { assetWorld, withEmptyCaches } from './asset-world.js';
import { shortenTimers } from '../short-timers.js';

const noRoute = (): undefined => undefined;

const CDN = 'https://cdn.test/a.css';

const styles = (words = 'new', headers: Record<string, string> = {}): Response =>
  new Response(words, { headers: { 'content-type': 'text/css', ...headers } });

interface Site {
  of: World;
  assets: Assets;
  /** What a request comes to: the words of the answer, or what the browser does. */
  ask: (url: string, destination?: string) => Promise<string>;
}

/** A site of whose files some are kept. */
async function site(
  kept: Record<string, string>,
  origin: Origin = () => styles(),
  online = true,
): Promise<Site> {
  const of = assetWorld(origin);
  const { assets: options } = of.context.config;
  if (!options) throw new Error('no assets');
  const cache = await caches.open('sw-isr-assets:d');
  for (const [url, words] of Object.entries(kept)) await cache.put(url, styles(words));
  await of.store.setState(
    'assets',
    Object.fromEntries(Object.keys(kept).map((url) => [`${url} d`, of.clock.now])),
  );
  const assets = createAssets({ ...of.context, online: () => online }, options);
  return {
    of,
    assets,
    async ask(url, destination = 'style') {
      const request = Object.defineProperty(new Request(url), 'destination', { value: destination });
      const event = { ...of.event, request, clientId: 'tab' } as unknown as FetchEvent;
      if (!assets.takes(event)) return 'the browser’s own';
      const response = await assets.handle(event, () => undefined);
      return response.status === 302 ? `sent back to ${response.headers.get('location')}` : response.text();
    },
  };
}

/** An origin whose worker came with a policy under which it may fetch from its own site only. */
const strict: Origin = ({ url }) =>
  url === location.href
    ? new Response('', { headers: { 'content-security-policy': "default-src 'self'" } })
    : styles();
const failing: Origin = () => Promise.reject(new TypeError('offline'));

describe('a file of another site', () => {
  withEmptyCaches();

  it('is the browser’s own when nothing of it is kept', async () => {
    const { of, assets, ask } = await site({});
    await assets.read();
    expect(await ask(CDN)).to.equal('the browser’s own');
    expect(of.asked).to.deep.equal([]);
  });

  it('is sent back once, before it is known what is kept', async () => {
    const { assets, ask } = await site({});
    expect(await ask(`${CDN}#part`)).to.equal(`sent back to ${CDN}#part`);
    expect(await ask(CDN)).to.equal('the browser’s own');
    await assets.read();
    expect(await ask(CDN)).to.equal('the browser’s own');
  });

  it('comes from the network when it is kept, and from the copy when that fails', async () => {
    const working = await site({ [CDN]: 'kept' });
    await working.assets.read();
    expect(await working.ask(CDN)).to.equal('new');
    await working.of.settled();
    const broken = await site({ [CDN]: 'kept' }, (request) =>
      request.url === CDN ? failing(request, 0) : new Response(),
    );
    await broken.assets.read();
    expect(await broken.ask(CDN)).to.equal('kept');
  });

  it('comes from the copy offline, also before it is known what is kept', async () => {
    const { of, ask } = await site({ [CDN]: 'kept' }, failing, false);
    expect(await ask(CDN)).to.equal('kept');
    expect(of.asked).to.deep.equal([]);
  });

  it('is the browser’s own where the worker’s policy came to forbid it, but not offline', async () => {
    const { assets, ask } = await site({ [CDN]: 'kept' }, strict);
    await assets.read();
    expect(await ask(CDN)).to.equal(`sent back to ${CDN}`);
    expect(await ask(CDN)).to.equal('the browser’s own');
    expect(await ask(CDN)).to.equal('the browser’s own');
    const offline = await site({ [CDN]: 'kept' }, strict, false);
    expect(await offline.ask(CDN)).to.equal('kept');
  });
});

describe('a file of this site', () => {
  withEmptyCaches();
  const OWN = urlOf('/a.css');

  it('is sent back when the worker’s own request fails, and nothing of it is kept', async () => {
    const { ask } = await site({}, failing);
    expect(await ask(OWN)).to.equal(`sent back to ${OWN}`);
    expect(await ask(OWN)).to.equal('the browser’s own');
    expect(await ask(OWN)).to.equal(`sent back to ${OWN}`);
  });

  it('is the browser’s own from then on, where it is the worker’s policy that forbids it', async () => {
    const { of, ask } = await site({}, (request) =>
      request.url === OWN ? failing(request, 0) : strict(request, 0),
    );
    expect(await ask(OWN)).to.equal(`sent back to ${OWN}`);
    expect(await ask(OWN)).to.equal('the browser’s own');
    await of.settled();
    expect(await ask(OWN)).to.equal('the browser’s own');
  });

  for (const [what, answer] of [
    ['404', () => new Response('gone', { status: 404 })],
    ['410', () => new Response('gone', { status: 410 })],
    ['500', () => new Response('broken', { status: 500 })],
    ['a page', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
    [
      'a page that refuses',
      () => new Response('<p>No', { status: 403, headers: { 'content-type': 'text/html' } }),
    ],
  ] as [string, () => Response][])
    it(`comes from its copy, which stays, where the server answers: ${what}`, async () => {
      for (const kind of ['style', 'script', 'font', 'image', 'manifest']) {
        const { of, ask } = await site({ [OWN]: 'kept' }, answer);
        expect(await ask(OWN, kind)).to.equal('kept');
        await of.settled();
        expect(await (await caches.match(OWN))?.text()).to.equal('kept');
      }
      const { ask } = await site({}, answer);
      await caches.delete('sw-isr-assets:d');
      expect(await ask(OWN, 'image'), 'without a copy it passes as it is').to.equal(await answer().text());
    });

  it('is cloned only where it is kept', async () => {
    let clones = 0;
    const counted = (headers: Record<string, string>): Response => {
      const response = styles('new', headers);
      const clone = response.clone.bind(response);
      response.clone = () => {
        clones += 1;
        return clone();
      };
      return response;
    };
    const { of, ask } = await site({}, () => counted({ 'cache-control': 'no-store' }));
    expect(await ask(OWN)).to.equal('new');
    await of.settled();
    expect(clones).to.equal(0);
    const keeping = await site({}, () => counted({}));
    expect(await keeping.ask(OWN)).to.equal('new');
    expect(clones).to.equal(1);
  });

  it('comes from the network when Cache Storage does not answer', async () => {
    const { ask } = await site({ [OWN]: 'kept' });
    const restore = shortenTimers([2500]);
    const own = Object.getOwnPropertyDescriptor(caches, 'match');
    Object.defineProperty(caches, 'match', { value: () => new Promise(() => undefined), configurable: true });
    try {
      expect(await ask(OWN, 'script')).to.equal('new');
    } finally {
      restore();
      Reflect.deleteProperty(caches, 'match');
      if (own) Object.defineProperty(caches, 'match', own);
    }
  });

  it('rule 33: comes from the network when the stored settings are no settings', async () => {
    const { of } = await site({ [OWN]: 'kept' });
    const settings = async () => 'Not a row.' as unknown as Settings;
    const hooks = assetsFeature().start?.(
      { ...of.context, settings },
      { match: noRoute, find: noRoute, respond: noRoute },
    );
    const request = Object.defineProperty(new Request(OWN), 'destination', { value: 'script' });
    const event = { ...of.event, request, clientId: 'tab' } as unknown as FetchEvent;
    expect(await (await hooks?.respond?.(event))?.text()).to.equal('new');
    expect(of.reports).to.have.length(1);
  });
});

describe('the index of the kept files', () => {
  withEmptyCaches();
  const PIXEL = 'https://cdn.test/pixel?view=1';
  const asks = ({ event }: World, url: string): FetchEvent => {
    const request = new Request(url, { mode: 'no-cors' });
    Object.defineProperty(request, 'destination', { value: 'image' });
    return { ...event, request, clientId: 'tab' } as unknown as FetchEvent;
  };

  it('is read behind the first answer: the database answers the page first', async () => {
    const { of } = await site({});
    let reads = 0;
    const use: typeof of.context.use = (work) =>
      of.context.use((store) =>
        work({
          ...store,
          state: (name) => {
            if (name === 'assets') reads += 1;
            return store.state(name);
          },
        }),
      );
    const hooks = assetsFeature().start?.(
      { ...of.context, use },
      { match: noRoute, find: noRoute, respond: noRoute },
    );
    let answer: (page: Response) => void = () => undefined;
    const response = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    for (let request = 0; request < 2; request++)
      hooks?.onResponse?.(of.event as unknown as FetchEvent, response);
    await new Promise((resolve) => setTimeout(resolve));
    expect(reads).to.equal(0);
    answer(new Response('page'));
    await of.settled();
    expect(reads).to.equal(1);
  });

  it('is read before a file of another site is asked for: no tracker is asked for twice', async () => {
    for (const visits of [0, 1]) {
      const { of, assets } = await site({});
      if (visits) await of.store.setState('assets', { [PIXEL]: of.clock.now });
      const event = asks(of, PIXEL);
      expect(assets.takes(event)).to.equal(true);
      await assets.handle(event, noRoute);
      await of.settled();
      // A file that was requested before is no tracker: it is stored.
      expect(of.asked.filter(({ url }) => url === PIXEL)).to.have.length(visits);
    }
  });

  it('is read before the files are stored that a page loaded without the worker', async () => {
    for (const visits of [0, 1]) {
      const { of, assets } = await site({});
      if (visits) await of.store.setState('assets', { [PIXEL]: of.clock.now });
      await assets.keep(of.event, [PIXEL]);
      await of.settled();
      expect(of.asked.filter(({ url }) => url === PIXEL)).to.have.length(visits);
    }
  });
});
