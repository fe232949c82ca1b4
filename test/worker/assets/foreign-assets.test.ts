/** Which files of other sites are asked for besides the page's own request. */
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import { createAssetCopies } from '../../../src/worker/assets/asset-cache.js';
import { createAssetIndex } from '../../../src/worker/assets/asset-index.js';
import { createForeignAssets, type ForeignAssets } from '../../../src/worker/assets/foreign-assets.js';
import { createOwnPolicy } from '../../../src/worker/visitor/own-policy.js';
import type { World } from '../fake-context.js';
import { assetWorld, withEmptyCaches } from './asset-world.js';

function site(headers: Record<string, string> = {}): { of: World; foreign: ForeignAssets } {
  const of = assetWorld((request) =>
    request.url === location.href
      ? new Response('', { headers })
      : new Response('x', { headers: { etag: '"1"' } }),
  );
  const { assets } = resolveConfig({ routes: [{ match: '/*' }] }, 'd');
  if (!assets) throw new Error('no assets');
  const index = createAssetIndex(of.context, assets);
  const parts = { index, copies: createAssetCopies(of.context, index), policy: createOwnPolicy(of.context) };
  return { of, foreign: createForeignAssets(of.context, parts) };
}

/** A page's request for a file. */
function asks({ event }: World, url: string, destination = 'image', clientId = 'tab'): FetchEvent {
  const request = Object.defineProperty(new Request(url, { mode: 'no-cors' }), 'destination', {
    value: destination,
  });
  return { ...event, request, clientId } as unknown as FetchEvent;
}

const askedOf = ({ asked }: World): string[] =>
  asked.map(({ url }) => url).filter((url) => url !== location.href);

describe('rule 37: a file of another site', () => {
  withEmptyCaches();

  it('is asked for behind the page, once, from the HTTP cache where that has it', async () => {
    const { of, foreign } = site();
    for (let view = 0; view < 3; view++) {
      foreign.note(asks(of, 'https://cdn.test/a.png'), 'https://cdn.test/a.png');
      await of.settled();
    }
    expect(askedOf(of)).to.deep.equal(['https://cdn.test/a.png']);
    expect(of.asked.every(({ cache }) => cache === 'force-cache')).to.equal(true);
  });

  const policies: [name: string, value: string][] = [
    ['content-security-policy', "default-src 'self'"],
    ['cross-origin-embedder-policy', 'require-corp'],
  ];
  for (const [name, value] of policies)
    it(`is not asked for where the worker's script came with ${name}`, async () => {
      const { of, foreign } = site({ [name]: value });
      foreign.note(asks(of, 'https://cdn.test/a.png'), 'https://cdn.test/a.png');
      await of.settled();
      expect(askedOf(of)).to.deep.equal([]);
    });

  it('with a query is asked for at its second use: a tracking pixel has no second use', async () => {
    const { of, foreign } = site();
    const view = async (url: string, destination?: string): Promise<void> => {
      foreign.note(asks(of, url, destination), url);
      await of.settled();
    };
    for (let count = 0; count < 3; count++) await view(`https://count.test/pixel?r=${count}`);
    expect(askedOf(of)).to.deep.equal([]);
    await view('https://fonts.test/css?family=A', 'style');
    await view('https://cdn.test/a.png?w=300');
    await view('https://cdn.test/a.png?w=300');
    expect(askedOf(of)).to.deep.equal(['https://fonts.test/css?family=A', 'https://cdn.test/a.png?w=300']);
  });

  it('is asked for 30 times a page at most', async () => {
    const { of, foreign } = site();
    for (let at = 0; at < 40; at++) {
      const url = `https://cdn.test/${at}.png`;
      foreign.note(asks(of, url), url);
    }
    await of.settled();
    expect(askedOf(of)).to.have.length(30);
  });

  it('is not asked for where the visitor saves data', async () => {
    const { of, foreign } = site();
    Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
    try {
      foreign.note(asks(of, 'https://cdn.test/a.png'), 'https://cdn.test/a.png');
      await of.settled();
    } finally {
      Reflect.deleteProperty(navigator, 'connection');
    }
    expect(askedOf(of)).to.deep.equal([]);
  });
});
