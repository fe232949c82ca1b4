import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { request, world, type World } from '../fake-context.js';

const part = (body: string | ReadableStream, from: number): Response =>
  new Response(body, {
    status: 206,
    headers: {
      'content-range': `bytes ${from}-9/10`,
      'content-type': 'text/html',
      'cache-control': 'max-age=600',
      etag: '"a"',
    },
  });

/** A body that gives a byte more each time, and never ends. */
const endless = (): ReadableStream =>
  new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100)) });

/** Asks as a page's `fetch()` does. @returns what is seen */
async function ask(of: World, range?: string): Promise<string> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const asked = new Request(request('/page'), { headers: { accept: 'text/html', ...(range && { range }) } });
  const event = { request: asked, clientId: 'me', ...of.event };
  const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
  const body = await response.text();
  await of.settled();
  return body;
}

const pageOf = (rest: () => Response): World =>
  world(
    ({ headers }) => {
      const range = headers.get('range');
      if (range === 'bytes=0-3') {
        const first = part('0123', 0);
        first.headers.set('content-range', 'bytes 0-3/10');
        return first;
      }
      return range ? rest() : new Response('the whole', { headers: { 'cache-control': 'max-age=600' } });
    },
    { route: { revalidate: 'origin' }, limits: { maxPageBytes: 1000 } },
  );

describe('a response that is stored in part (RFC 9111 §3.4)', () => {
  it('is completed by its rest', async () => {
    const of = pageOf(() => part('456789', 4));
    await ask(of, 'bytes=0-3');
    expect(await ask(of)).to.equal('0123456789');
  });

  for (const [what, body] of [
    ['never ends', endless],
    [
      'breaks off',
      () => new ReadableStream({ pull: (controller) => controller.error(new TypeError('off')) }),
    ],
  ] as const)
    it(`is asked for as a whole where the rest ${what}`, async () => {
      const of = pageOf(() => part(body(), 4));
      await ask(of, 'bytes=0-3');
      expect(await ask(of)).to.equal('the whole');
      expect(of.asked.map(({ headers }) => headers.get('range'))).to.deep.equal([
        'bytes=0-3',
        'bytes=4-',
        null,
      ]);
    });
});
