import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { html, pageAt, request, world, type World } from '../fake-context.js';

/** An origin route whose answers have no validators. */
const site = (): World =>
  world(() => html('page', { 'cache-control': 'max-age=600' }), { route: { revalidate: 'origin' } });

/** Asks as a page's `fetch()` does; tells whether the store answered. */
async function ask(of: World, method: 'GET' | 'HEAD'): Promise<boolean> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const event = { request: new Request(request('/page'), { method }), clientId: 'me', ...of.event };
  const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
  await response.text();
  await of.settled();
  return response.headers.get('cache-status')?.includes('hit') ?? false;
}

describe('an answer to HEAD (RFC 9111 §4.3.5)', () => {
  it('makes what is stored as new as it says', async () => {
    const of = site();
    await ask(of, 'GET');
    of.clock.now += 700_000;
    await ask(of, 'HEAD');
    expect((await pageAt(of))?.requestedAt).to.equal(of.clock.now);
    expect(await ask(of, 'GET')).to.equal(true);
  });

  it('rule 4: brings nothing back that was marked as out of date', async () => {
    const of = site();
    await ask(of, 'GET');
    await of.store.invalidate(['/page'], 'hard');
    await ask(of, 'HEAD');
    expect(await ask(of, 'GET')).to.equal(false);
    expect(of.asked.map(({ method }) => method)).to.deep.equal(['GET', 'HEAD', 'GET']);
  });
});
