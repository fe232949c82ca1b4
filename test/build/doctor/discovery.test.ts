import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { choosePages } from '../../../src/build/doctor/discovery/choose.js';
import { linksOf } from '../../../src/build/doctor/discovery/links.js';
import { redirectTo } from '../../support/faults.js';
import { html } from '../../support/html.js';
import { withProject } from '../project.js';
import { findingIn, good, hasNot, run, type Site, withSite } from './site.js';

const PAGE = new URL('https://shop.example/list/');
const links = (markup: string): string[] => linksOf(markup, PAGE);

describe('the links of a page', () => {
  it('are paths of this site, each once, in their order', () => {
    const markup = `<a href="/b#top">b</a><a class=x href=c>c</a><A HREF='https://shop.example/a?'>a</A>
      <a href="/b">again</a><a href="https://other.example/">o</a><a href="http://shop.example/">o</a><a href="//x.example">x</a>
      <a name="none">n</a><a href="mailto:a@shop.example">m</a><a href="javascript:void 0">j</a><a href="/t&amp;s">t</a>`;
    assert.deepEqual(links(markup), ['/b', '/list/c', '/a', '/t&s']);
  });

  it('are none of what may act, of files, and of what asks not to be followed', () => {
    for (const markup of [
      '<a href="/logout">',
      '<a href="/users/sign_out">',
      '<a href="/cart/add-to-cart">',
      '<a href="/posts/1/delete">',
      '<a href="/unsubscribe/abc">',
      '<a href="/?add-to-cart=7">',
      '<a href="/x" rel="nofollow">',
      '<a href="/x" download>',
      '<a href="/x" data-method="delete">',
      '<a href="/x" data-turbo-method="delete">',
      '<a href="/price-list.pdf">',
      '<!-- <a href="/hidden"> -->',
    ])
      assert.deepEqual(links(markup), [], markup);
    assert.deepEqual(links('<a href="/deleted-scenes"><a href="/index.html"><a href="/logouts">').length, 2);
  });

  it('are found in what is malformed, in a time that does not explode', () => {
    assert.deepEqual(links('<a href="http://[bad"><a href="/ok"'), []);
    assert.deepEqual(links(`${'<a '.repeat(20_000)}<a href="/ok">`), ['/ok']);
    assert.deepEqual(links('<a x="'.repeat(20_000)), []);
  });
});

describe('the choice of pages', () => {
  it('takes a few of each kind, the first of each kind first', () => {
    const products = Array.from({ length: 9 }, (_, at) => `/products/${at}`);
    const chosen = choosePages(['/', ...products, '/about', '/blog/a', '/about'], 20, () => '/*');
    assert.deepEqual(chosen, ['/', '/products/0', '/about', '/blog/a', '/products/1', '/products/2']);
    assert.deepEqual(
      choosePages(['/', ...products], 2, () => '/*'),
      ['/', '/products/0'],
    );
  });

  it('tells kinds by route as well', () => {
    const routeOf = (path: string) => (path.endsWith('1') ? 'one' : 'other');
    assert.deepEqual(choosePages(['/p/2', '/p/3', '/p/4', '/p/5', '/p/1'], 9, routeOf), [
      '/p/2',
      '/p/1',
      '/p/3',
      '/p/4',
    ]);
  });
});

/** The pages that are asked of a site. */
const asked = (site: Site, options = {}): Promise<string[]> =>
  withSite(site, async (running) => {
    const { routes } = await run(running, options);
    return routes.flatMap(({ pages }) => pages.map(({ path }) => path)).sort();
  });

const sitemap = (url: string, ...paths: string[]): string =>
  `<urlset>${paths.map((path) => `<url><loc>${url}${path}</loc></url>`).join('')}</urlset>`;

/** A sitemap of this host. */
const own =
  (...paths: string[]): Site[string] =>
  ({ headers }) => ({
    body: sitemap(`http://${headers.host ?? ''}`, ...paths),
    headers: { 'Content-Type': 'application/xml' },
  });

describe('the pages that are asked', () => {
  it('are the home page, its links, and what the sitemap names', async () => {
    const site = {
      '/': () => html('<a href="/linked">x</a>'),
      '/sitemap.xml': own('/mapped', '/search?q=1'),
    };
    assert.deepEqual(await asked(site), ['/', '/linked', '/mapped', '/search?q=1']);
  });

  it('are found behind the redirect of the home page', async () => {
    const site = { '/': { handle: redirectTo('/en/') }, '/en/': () => html('<a href="/en/about">x</a>') };
    assert.deepEqual(await asked(site), ['/', '/en/', '/en/about']);
  });

  it('are found though redirects go in a circle', async () => {
    assert.deepEqual(await asked({ '/': { handle: redirectTo('/b') }, '/b': { handle: redirectTo('/') } }), [
      '/',
      '/b',
    ]);
  });

  it('are found in a sitemap that is zipped, or that names others', async () => {
    const zipped: Site[string] = {
      handle: ({ headers }, response) => {
        const body = gzipSync(sitemap(`http://${headers.host ?? ''}`, '/zipped'));
        response.writeHead(200, { 'Content-Type': 'application/gzip' }).end(body);
      },
    };
    const index: Site[string] = ({ headers }) => ({
      body: `<sitemapindex><sitemap><loc>http://${headers.host ?? ''}/map.gz</loc></sitemap></sitemapindex>`,
      headers: { 'Content-Type': 'text/xml' },
    });
    assert.deepEqual(await asked({ '/': good(), '/sitemap.xml': index, '/map.gz': zipped }), [
      '/',
      '/zipped',
    ]);
  });

  it('are not found in a sitemap that is none', async () => {
    for (const body of ['\x1f\x8bbroken', '<urlset><url><loc>http://[</loc></url>', ''])
      assert.deepEqual(
        await asked({
          '/': good(),
          '/sitemap.xml': () => ({ body, headers: { 'Content-Type': 'text/xml' } }),
        }),
        ['/'],
      );
    assert.deepEqual(await asked({ '/': good(), '/sitemap.xml': () => html('<url><loc>/x</loc></url>') }), [
      '/',
    ]);
  });

  it('are those that the config lists', async () => {
    const routes = `[{ match: '/p/:id', paths: ['/p/1', '/p/2'] }, { match: '/*', paths: { sitemap: '/map.xml' } }]`;
    await withProject({ 'isr.config.mjs': `export default { routes: ${routes} };` }, async ({ folder }) => {
      const site = { '/': good(), '/map.xml': own('/mapped') };
      const options = { cwd: folder, config: 'isr.config.mjs' };
      assert.deepEqual(await asked(site, options), ['/', '/mapped', '/p/1', '/p/2']);
    });
  });

  it('are those that are named, and no others', async () => {
    const site = { '/': () => html('<a href="/linked">x</a>'), '/a': good() };
    assert.deepEqual(await asked(site, { paths: ['/a', 'b?x=1#y'] }), ['/a', '/b?x=1']);
  });

  it('are no more than the limit, and it says how many are left out', async () => {
    const site = { '/': () => html('<a href="/a">a</a><a href="/b">b</a>'), '/a': good(), '/b': good() };
    await withSite(site, async (running) => {
      assert.match(findingIn(await run(running, { limit: 1 }), 'pages-left-out').message, /^2 more pages/);
      assert.match(
        findingIn(await run(running, { limit: 1, paths: ['/', '/a'] }), 'pages-left-out').message,
        /^1 more/,
      );
      hasNot(await run(running), 'pages-left-out');
    });
  });
});
