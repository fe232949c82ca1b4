/** Which copies of assets are kept, and which go to make room. */
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import { createAssetCopies, type AssetCopies } from '../../../src/worker/assets/asset-cache.js';
import { createAssetIndex, keptName, type AssetIndex } from '../../../src/worker/assets/asset-index.js';
import { clearStore } from '../../../src/worker/visitor/clear.js';
import { urlOf, type World } from '../fake-context.js';
import { assetWorld, withEmptyCaches } from './asset-world.js';

const signal = new AbortController().signal;

/** What a response of another site looks like that came without CORS. */
const opaque = (): Response => Object.defineProperty(new Response('x'), 'type', { value: 'opaque' });

interface Kept {
  of: World;
  index: AssetIndex;
  copies: AssetCopies;
  /** Keeps a file a second after the one before. */
  keep: (url: string, response?: Response, isImage?: boolean, id?: string) => Promise<void>;
  /** What is kept of these. */
  among: (urls: string[], id?: string) => Promise<string[]>;
}

function kept(maxEntries = 300, of = assetWorld(() => new Response())): Kept {
  const { assets } = resolveConfig({ routes: [{ match: '/*' }], assets: { maxEntries } }, 'd');
  if (!assets) throw new Error('no assets');
  const index = createAssetIndex(of.context, assets);
  const copies = createAssetCopies(of.context, index);
  return {
    of,
    index,
    copies,
    async keep(url, response = opaque(), isImage = true, id = 'd') {
      of.clock.now += 1000;
      const stored = await copies.find(url, ['d', 'e']);
      await copies.store(of.event, url, { id, response }, { clearGeneration: 0, stored, isImage, signal });
    },
    async among(urls, id = 'd') {
      const found = await Promise.all(urls.map((url) => copies.find(url, [id])));
      return urls.filter((_, at) => found[at]);
    },
  };
}

const numbered = (count: number, of: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => of(at));

describe('a clock that is set', () => {
  withEmptyCaches();
  const DAY = 86_400_000;
  const urls = numbered(4, (at) => urlOf(`/${at}.js`));
  const file = (): Response => new Response('x');

  for (const [what, moves] of [
    ['a year ahead', [365 * DAY]],
    ['a year ahead, and back', [365 * DAY, -365 * DAY]],
    ['a year back', [-365 * DAY]],
    ['a year back, and ahead', [-365 * DAY, 365 * DAY]],
    ['forth and back again and again', [365, -700, 700, -365, 40, -40].map((days) => days * DAY)],
  ] as const)
    it(`${what}, deletes no file, and files that are not used are still deleted later`, async () => {
      const { of, index, keep, among } = kept();
      for (const url of urls) await keep(url, file());
      await of.settled();
      for (const move of moves) {
        of.clock.now += move;
        // A new worker, and the same one, each with a use of one file.
        const { assets } = resolveConfig({ routes: [{ match: '/*' }] }, 'd');
        const another = assets && createAssetIndex(of.context, assets);
        await another?.read();
        for (const one of [index, another, index]) {
          one?.use(of.event, keptName(urls[0] ?? '', 'd'));
          await of.settled();
          of.clock.now += 1000;
        }
        expect(await among(urls)).to.deep.equal(urls);
      }
      for (let days = 0; days < 35; days += 5) {
        of.clock.now += 5 * DAY;
        index.use(of.event, keptName(urls[0] ?? '', 'd'));
        await of.settled();
      }
      expect(await among(urls)).to.deep.equal(urls.slice(0, 1));
    });
});

describe('a damaged index', () => {
  withEmptyCaches();

  it('costs no file', async () => {
    const { of, keep } = kept();
    const urls = numbered(3, (at) => urlOf(`/${at}.js`));
    for (const url of urls) await keep(url, new Response('x'));
    await of.settled();
    const row = (await of.store.state('assets')) ?? {};
    await of.store.setState('assets', { ...row, [keptName(urls[0] ?? '', 'd')]: 'junk' as never });
    const next = kept(300, of);
    await next.index.read();
    next.index.use(of.event, keptName(urls[1] ?? '', 'd'));
    await of.settled();
    expect(await next.among(urls)).to.deep.equal(urls);
    for (const at of Object.values((await of.store.state('assets')) ?? {})) expect(at).to.be.a('number');
  });
});

describe('rule 26: a clear', () => {
  withEmptyCaches();

  it('leaves no row of the files, though a use was still to be written', async () => {
    const { of, index, keep } = kept();
    await keep(urlOf('/a.js'), new Response('x'));
    await of.settled();
    expect(await of.store.state('assets')).to.not.equal(undefined);
    index.use(of.event, keptName(urlOf('/a.js'), 'd'));
    await clearStore(of.context);
    await of.settled();
    expect(await of.store.state('assets')).to.equal(undefined);
  });

  it('deletes the row of a config before, which kept files', async () => {
    const of = assetWorld(() => new Response(), { assets: false });
    await of.store.setState('assets', { [keptName(urlOf('/a.js'), 'd')]: 1 });
    await clearStore(of.context);
    expect(await of.store.state('assets')).to.equal(undefined);
  });
});

describe('copies of files of other sites', () => {
  withEmptyCaches();

  it('that are opaque are 30 at most, and those go first that were unused for longest', async () => {
    const { of, index, keep, among } = kept();
    const urls = numbered(33, (at) => `https://cdn.test/${at}.png`);
    for (const url of urls.slice(0, 30)) await keep(url);
    of.clock.now += 1000;
    index.use(of.event, keptName(urls[0] ?? '', 'd'));
    for (const url of urls.slice(30)) await keep(url);
    expect(await among(urls)).to.deep.equal([urls[0], ...urls.slice(4)]);
  });

  it('that differ in their query alone are two at most, where they are opaque pictures', async () => {
    const { keep, among } = kept();
    const pictures = numbered(3, (at) => `https://cdn.test/${at}.png`);
    for (const url of pictures) await keep(url);
    const pixels = numbered(34, (at) => `https://count.test/pixel?r=${at}`);
    for (const url of pixels) await keep(url);
    expect(await among(pictures)).to.deep.equal(pictures);
    expect(await among(pixels)).to.deep.equal(pixels.slice(-2));
    const fonts = numbered(4, (at) => `https://fonts.test/css?family=${at}`);
    for (const url of fonts) await keep(url, opaque(), false);
    expect(await among(fonts)).to.deep.equal(fonts);
  });

  it('have one place, though another deployment asks for them', async () => {
    const { keep, among } = kept();
    await keep('https://cdn.test/a.png');
    await keep('https://cdn.test/a.png', opaque(), true, 'e');
    expect(await among(['https://cdn.test/a.png'])).to.deep.equal([]);
    expect(await among(['https://cdn.test/a.png'], 'e')).to.deep.equal(['https://cdn.test/a.png']);
  });

  it('are known at once, after they were read', async () => {
    const { of, index, keep } = kept();
    await keep('https://cdn.test/a.png');
    await of.settled();
    const { assets } = of.context.config;
    const later = assets && createAssetIndex(of.context, assets);
    expect(later?.keeps('https://cdn.test/a.png')).to.equal(undefined);
    await later?.read();
    expect(later?.keeps('https://cdn.test/a.png')).to.equal(true);
    expect(later?.keeps('https://cdn.test/a.pn')).to.equal(false);
    of.context.clears.generation += 1;
    expect(later?.keeps('https://cdn.test/a.png')).to.equal(false);
    expect(index.has(keptName('https://cdn.test/a.png', 'd'))).to.equal(false);
  });
});

describe('copies of files of this site', () => {
  withEmptyCaches();

  it('that are unused for longest go, beyond maxEntries', async () => {
    const { of, keep, among } = kept(2);
    const urls = numbered(4, (at) => urlOf(`/${at}.css`));
    for (const url of urls) await keep(url, new Response('main {}'));
    await of.settled();
    expect(await among(urls)).to.deep.equal(urls.slice(2));
    expect(await of.store.state('assets')).to.have.keys(urls.slice(2).map((url) => keptName(url, 'd')));
  });

  it('that were asked for before they were wiped are not kept', async () => {
    const { of, copies, among } = kept();
    const response = new Response('main {}');
    of.context.clears.generation = 1;
    await copies.store(of.event, urlOf('/a.css'), { id: 'd', response }, { clearGeneration: 0, signal });
    expect(await among([urlOf('/a.css')])).to.deep.equal([]);
    expect(response.bodyUsed).to.equal(true);
  });
});
