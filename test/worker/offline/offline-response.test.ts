import { expect } from 'chai';
import { activateDeployment } from '../../../src/worker/deployments/deployments.js';
import { readAndStorePage } from '../../../src/worker/storing/store-page.js';
import { offlineResponse } from '../../../src/worker/offline/offline-response.js';
import { targetOf } from '../../../src/worker/lookup/target.js';
import { html, NOW, request, target, world, type World } from '../fake-context.js';

/** The paths that the offline page names, in its order. */
async function named(of: World): Promise<string[]> {
  const page = await (await offlineResponse(of.context, await target(of, '/a/asked'))).text();
  return [...page.matchAll(/<li><a [^>]*href="([^"]*)"/g)].map(
    ([, url = '']) =>
      new URL(url.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).pathname,
  );
}

/** Stores pages, a second after one another. */
async function store(of: World, paths: readonly string[], answer = () => html('a page')): Promise<void> {
  for (const path of paths) {
    of.clock.now += 1000;
    const route = of.context.config.routes.find(
      ({ audience }) => (audience === 'user') === path.startsWith('/mine'),
    );
    if (!route) throw new Error('no route');
    const to = await targetOf(of.context, { route, params: {} }, request(path));
    await readAndStorePage(of.context, to, answer(), { requestedAt: NOW, fence: 0, clearGeneration: 0 });
  }
}

/** Everyone's pages, and those of a user. */
const site = (): World =>
  world(() => html(''), {
    routes: [
      { match: '/a/*', data: true },
      { match: '/mine/*', audience: 'user' },
    ],
    settings: { deployments: [], user: 'ada' },
  });

describe('rule 13: the pages that the offline page names', () => {
  it('rule 13: are everyone’s and the user’s own, the latest used first', async () => {
    const of = site();
    await store(of, ['/a/1', '/mine/2', '/a/3', '/mine/4']);
    expect(await named(of)).to.deep.equal(['/mine/4', '/a/3', '/mine/2', '/a/1']);
    await of.context.changeSettings({ user: 'bob' });
    expect(await named(of)).to.deep.equal(['/a/3', '/a/1']);
  });

  it('rule 27: are none in draft mode', async () => {
    const of = site();
    await store(of, ['/a/1']);
    await of.context.changeSettings({ draft: true });
    const [route] = of.context.config.routes;
    const to = route && (await targetOf(of.context, { route, params: {} }, request('/a/1')));
    expect(to?.bypass).to.equal('draft');
    const text = to && (await (await offlineResponse(of.context, to)).text());
    expect(text).to.include('None yet');
  });

  it('rule 32: are those of an older deployment too, after the active one’s, each URL once', async () => {
    const of = site();
    await activateDeployment(of.context, '1');
    await store(of, ['/a/1', '/mine/2', '/a/3', '/a/4']);
    await activateDeployment(of.context, '2');
    await store(of, ['/a/3', '/mine/5']);
    await store(of, ['/a/4'], () => html('gone', {}, 404));
    expect(await named(of)).to.deep.equal(['/mine/5', '/a/3', '/mine/2', '/a/1']);
  });

  it('rule 13: are pages: no data, and none that is gone', async () => {
    const of = site();
    await store(of, ['/a/page']);
    await store(of, ['/a/gone'], () => html('gone', {}, 404));
    await store(of, ['/a/data'], () => Response.json({}));
    await store(of, ['/a/typed'], () =>
      html('page', { 'content-type': 'application/xhtml+xml; charset=utf-8' }),
    );
    expect(await named(of)).to.deep.equal(['/a/typed', '/a/page']);
  });

  it('rule 13: are 500 at most', async () => {
    const of = site();
    await store(
      of,
      Array.from({ length: 300 }, (_, index) => `/a/${index}`),
    );
    await store(
      of,
      Array.from({ length: 300 }, (_, index) => `/mine/${index}`),
    );
    const paths = await named(of);
    expect([paths.length, paths[0], paths.at(-1)]).to.deep.equal([500, '/mine/299', '/a/100']);
  });
});
