import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import type { RouteConfig } from '../../../src/config/types.js';
import { resolveConfig } from '../../../src/config/resolve.js';
import { originPolicy } from '../../../src/core/policy/origin/origin-policy.js';
import { explainUrl } from '../../../src/build/explain/explain.js';
import { pagesOf } from '../../../src/build/explain/pages.js';
import { routesOf } from '../../../src/build/load-config/routes.js';
import { faultsBySchema } from '../schemas.js';

const site = (...routes: RouteConfig[]) =>
  routesOf(resolveConfig({ routes }, 'd1', { origin: originPolicy }));

const ORIGIN = 'https://shop.example';
const explained = (url: string, ...routes: RouteConfig[]) => {
  const result = explainUrl(site(...routes), { url, origin: ORIGIN });
  assert.deepEqual(faultsBySchema('explain', result), []);
  return result;
};

const NOT_TAKEN = 'No route takes this URL, or its revalidate is 0: the network answers.';

describe('sw-isr explain', () => {
  it('tells the route, the key, the lifetime, the tags and the query of a page', () => {
    const result = explained(
      '/products/1?b=2&utm_source=mail&variant=red#top',
      { match: '/account/*', revalidate: 0 },
      {
        match: '/products/:id',
        revalidate: 60,
        expire: '1h',
        allowQuery: ['variant'],
        tags: ({ params }) => [`product:${params.id}`],
        invalidates: ['products'],
      },
    );
    const url = `${ORIGIN}/products/1?variant=red`;
    const { why, params, ...rest } = result;
    assert.equal(params.id, '1');
    assert.deepEqual(rest, {
      url,
      route: '/products/:id',
      key: `d1\n\n${url}`,
      state: 'miss',
      match: '/products/:id',
      index: 1,
      revalidate: 60,
      expire: 3600,
      tags: ['product:1'],
      invalidates: ['products'],
      audience: 'auto',
      query: { kept: ['variant'], dropped: ['b', 'utm_source'] },
      page: null,
    });
    assert.equal(why[0], 'The origin’s response is streamed; it is stored once it is verified.');
    assert.ok(why.includes('Fresh for 60 s, served for 3600 s, unless its headers say otherwise.'));
    assert.ok(why.includes('Route 2 of 2 is the first that matches. Its match takes the URL: id is "1".'));
  });

  it('tells of a URL that no route stores', () => {
    const routes: RouteConfig[] = [{ match: '/account/*', revalidate: 0 }, { match: '/a' }];
    for (const [url, match] of [
      ['/account/1', '/account/*'],
      ['/nowhere', null],
      ['https://elsewhere.example/a', null],
      ['https://me:secret@shop.example/a', null],
    ] as const) {
      const result = explained(url, ...routes);
      assert.deepEqual([result.route, result.key, result.state, result.match], [null, null, 'none', match]);
      assert.equal(result.why[0], NOT_TAKEN);
    }
    for (const url of ['mailto:x', ''])
      assert.throws(() => explained(url, ...routes), { code: 'bad-request' }, url);
  });

  it('names the page of a framework’s data request', () => {
    const { page, why } = explained('/blog/1.data?_routes=x', { match: '/*' });
    assert.equal(page, '/blog/1');
    assert.match(why.at(-1) ?? '', /data request for \/blog\/1/);
  });

  it('obeys functions, regular expressions, path lists and lifetimes without an end', () => {
    const matched = explained('/f/1', { match: ({ url }) => ({ name: url.pathname }), revalidate: false });
    assert.deepEqual([matched.params, matched.revalidate, matched.expire], [{ name: '/f/1' }, null, null]);
    assert.deepEqual(explained('/r/7', { match: /^\/r\/(?<id>\d)$/ }).params, { id: '7' });
    const strict: RouteConfig = { match: '/s/*', fallback: false, strict: true, paths: ['/s/1'] };
    assert.equal(explained('/s/1?q=1', strict).state, 'miss');
    const other = explained('/s/2', strict);
    assert.deepEqual(
      [other.state, other.why[0]],
      ['none', 'The route is strict and does not list this path: 404.'],
    );
    assert.equal(explained('/o', { match: '/o', revalidate: 'origin' }).revalidate, 'origin');
    const throwing: RouteConfig = {
      match: '/t',
      tags: () => {
        throw new Error('no tags');
      },
    };
    assert.throws(() => explained('/t', throwing), /compute the tags of "https:\/\/shop.example\/t"/);
  });
});

describe('sw-isr pages', () => {
  it('lists paths, functions and sitemaps, the first to be fetched first', async () => {
    const server = createServer(({ url = '' }, response) => {
      const urls = ['/blog/old', '/blog/top', '/elsewhere'].map(
        (path) => `<url><loc>${path}</loc>${path.endsWith('top') ? '<priority>0.9</priority>' : ''}</url>`,
      );
      if (url === '/sitemap.xml') response.end(`<urlset>${urls.join('')}</urlset>`);
      else response.writeHead(404).end();
    }).listen(0);
    await once(server, 'listening');
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    try {
      const routes = site(
        { match: '/blog/*', paths: { sitemap: '/sitemap.xml' } },
        { match: '/p/:id', paths: ['/p/1', '/elsewhere', '/p/1'], tags: ['p'] },
        { match: '/f/:id', paths: () => ['/f/1'] },
        { match: '/gone/*', paths: { sitemap: '/none.xml' } },
      );
      const result = await pagesOf(routes, { origin, limit: 3 });
      assert.deepEqual(faultsBySchema('pages', result), []);
      assert.deepEqual(
        result.pages.map(({ url }) => new URL(url).pathname),
        ['/blog/top', '/blog/old', '/p/1'],
      );
      assert.deepEqual(result.pages[2]?.tags, ['p']);
      assert.deepEqual([result.total, result.warmed], [4, 4]);
      const problems = result.sources.map(({ route, pages, problem }) => [route, pages, problem]);
      assert.deepEqual(problems, [
        ['/blog/*', 2, null],
        ['/p/:id', 1, null],
        ['/f/:id', 1, null],
        ['/gone/*', 0, `${origin}/none.xml is answered with 404`],
      ]);
      const alone = await pagesOf(routes, {});
      assert.match(alone.sources[0]?.problem ?? '', /needs the site/);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
