/** The files that the config lists are kept in the background. */
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import type { AssetsConfig } from '../../../src/config/types.js';
import { createAssetCopies } from '../../../src/worker/assets/asset-cache.js';
import { createAssetIndex } from '../../../src/worker/assets/asset-index.js';
import { createAssetList } from '../../../src/worker/assets/asset-list.js';
import { urlOf, type Origin, type World } from '../fake-context.js';
import { assetWorld, withEmptyCaches } from './asset-world.js';

const script = (): Response => new Response('1', { headers: { 'content-type': 'text/javascript' } });

interface Listed {
  of: World;
  /** Takes a step, and waits for its end. */
  step: () => Promise<void>;
  /** The paths that are kept. */
  kept: () => Promise<string[]>;
  /** The paths that were asked for since the last call. */
  asked: () => string[];
}

function listed(assets: AssetsConfig, origin: Origin = script): Listed {
  const of = assetWorld(origin);
  const { assets: options } = resolveConfig({ routes: [{ match: '/*' }], assets }, 'd');
  if (!options) throw new Error('no assets');
  const index = createAssetIndex(of.context, options);
  const keepListed = createAssetList(of.context, options, {
    index,
    copies: createAssetCopies(of.context, index),
  });
  return {
    of,
    async step() {
      keepListed(of.event);
      await of.settled();
    },
    async kept() {
      const cache = await caches.open('sw-isr-assets:d');
      return (await cache.keys()).map(({ url }) => url.slice(location.origin.length)).sort();
    },
    asked: () => of.asked.splice(0).map(({ url }) => url.slice(location.origin.length)),
  };
}

describe('listed assets', () => {
  withEmptyCaches();

  it('are kept once for a deployment, but for those that are not there', async () => {
    const { of, step, kept, asked } = listed(
      { list: ['/a.js', '/b.js', '/gone.js', '/home.js'] },
      ({ url }) =>
        url.endsWith('/gone.js')
          ? new Response('', { status: 404 })
          : url.endsWith('/home.js')
            ? new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
            : script(),
    );
    await step();
    expect(await kept()).to.deep.equal(['/a.js', '/b.js']);
    expect(asked()).to.have.length(4);
    await step();
    expect(asked()).to.deep.equal([]);
    of.context.clears.generation += 1;
    await of.store.setState('assets', {});
    await step();
    expect(asked()).to.have.length(4);
  });

  it('may be named by a function: those of other sites and what is no path are left out', async () => {
    const list = async (): Promise<string[]> => [
      '/a.js#part',
      '/a.js',
      'https://cdn.test/b.js',
      'http://',
      '/c.js',
    ];
    const { step, asked } = listed({ list, maxEntries: 2 });
    await step();
    expect(asked()).to.deep.equal(['/a.js', '/c.js']);
  });

  it('are tried again a minute later where the network failed', async () => {
    let fails = true;
    const { of, step, kept, asked } = listed({ list: ['/a.js', '/b.js'] }, ({ url }) => {
      if (fails && url.endsWith('/a.js')) throw new TypeError('offline');
      return script();
    });
    await step();
    expect(await kept()).to.deep.equal(['/b.js']);
    expect(asked()).to.have.length(2);
    fails = false;
    await step();
    expect(asked()).to.deep.equal([]);
    of.clock.now += 60_000;
    await step();
    expect(asked()).to.deep.equal(['/a.js']);
    expect(await kept()).to.deep.equal(['/a.js', '/b.js']);
  });

  it('are given up for now where one after the other fails', async () => {
    const list = Array.from({ length: 20 }, (_, at) => `/${at}.js`);
    const { step, asked } = listed({ list }, () => Promise.reject(new TypeError('offline')));
    await step();
    expect(asked().length).to.be.below(8);
  });

  for (const [what, list] of [
    ['throws', () => Promise.reject(new Error('broken'))],
    ['returns no array', () => 'a.js' as unknown as string[]],
  ] as [string, () => Promise<string[]>][])
    it(`are reported where their function ${what}`, async () => {
      const { of, step, asked } = listed({ list });
      await step();
      expect(String(of.reports[0])).to.match(/assets\.list/);
      await step();
      expect(of.reports).to.have.length(1);
      expect(asked()).to.deep.equal([]);
    });

  it('that never change are taken from an older deployment', async () => {
    const { of, step, kept, asked } = listed({ list: ['/fixed.js'] });
    await of.context.changeSettings({ deployment: 'd', deployments: ['d', 'e'] });
    const fixed = new Response('1', { headers: { 'cache-control': 'immutable' } });
    await (await caches.open('sw-isr-assets:e')).put(urlOf('/fixed.js'), fixed);
    await step();
    expect(asked()).to.deep.equal([]);
    expect(await kept()).to.deep.equal(['/fixed.js']);
  });
});
