import { expect } from 'chai';
import { activateDeployment } from '../../../src/worker/deployments/deployments.js';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { html, target, textAt, urlOf, world, type Origin, type World } from '../fake-context.js';

const ETAG = { etag: '"a"', 'cache-control': 'max-age=600' };
const part = (from: number, body: string, headers: Record<string, string> = {}): Response =>
  html(body, { ...ETAG, 'content-range': `bytes ${from}-${from + body.length - 1}/10`, ...headers }, 206);

/** A world whose deployment is `1`, on a route that obeys the origin. */
async function inOne(origin: Origin): Promise<World> {
  const of = world(origin, { route: { revalidate: 'origin', data: true } });
  await activateDeployment(of.context, '1');
  return of;
}

/** Asks the worker for `/page`; resolves to the body when all is settled. */
async function visit(of: World, init?: RequestInit): Promise<string> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const event = { request: new Request(urlOf('/page'), init), clientId: 'me', ...of.event };
  const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
  const text = await response.text();
  await of.settled();
  return text;
}

/** The body that is stored for `/page` under a deployment. */
async function bodyOf(of: World, deployment: string): Promise<string | undefined> {
  const { body } = await of.store.get((await target(of)).key.replace(/^[^\n]*/, deployment));
  return body && new Response(body).text();
}

const activeIn = async ({ context }: World): Promise<string | undefined> =>
  (await context.settings()).deployment;

describe("rule 32: the origin's own rules, and the deployment that an answer names", () => {
  it('rule 32: a part of another deployment completes none of this one', async () => {
    const of = await inOne(({ headers }) => {
      if (headers.get('range') === 'bytes=0-3') return part(0, 'ours');
      const other = { 'isr-deployment': '2' };
      return headers.has('range') ? part(4, 'theirs', other) : html('all theirs', { ...ETAG, ...other });
    });
    await visit(of, { headers: { range: 'bytes=0-3' } });
    expect(await bodyOf(of, '1')).to.equal('ours');
    expect(await visit(of)).to.equal('all theirs');
    expect([await bodyOf(of, '1'), await bodyOf(of, '2')]).to.deep.equal(['ours', 'all theirs']);
    expect(await activeIn(of)).to.equal('2');
  });

  it('rule 32: an answer to HEAD activates the deployment that it names, and renews no page of this one', async () => {
    const of = await inOne(({ method }) =>
      method === 'HEAD'
        ? new Response(null, { headers: { ...ETAG, 'isr-deployment': '2', 'x-new': '1' } })
        : html('ours', { ...ETAG, 'cache-control': 'max-age=1' }),
    );
    await visit(of);
    of.clock.now += 2000;
    const { key } = await target(of);
    await visit(of, { method: 'HEAD' });
    expect(await activeIn(of)).to.equal('2');
    const { entry } = await of.store.get(key);
    expect(entry).to.include({ kind: 'page', revalidate: 1 });
  });

  it('rules 26 and 32: an answer to HEAD that logs out wipes the store; one that names this deployment renews', async () => {
    let said: Record<string, string> = { 'isr-deployment': '1' };
    const of = await inOne(({ method }) =>
      method === 'HEAD'
        ? new Response(null, { headers: { ...ETAG, ...said } })
        : html('ours', { ...ETAG, 'cache-control': 'max-age=1' }),
    );
    await visit(of);
    of.clock.now += 2000;
    await visit(of, { method: 'HEAD' });
    expect((await of.store.get((await target(of)).key)).entry).to.include({ revalidate: 600 });
    said = { 'clear-site-data': '"storage"' };
    await visit(of, { method: 'HEAD', headers: { 'cache-control': 'no-cache' } });
    expect(await textAt(of)).to.equal('');
  });
});
