import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { html, request, textAt, world, type World } from '../fake-context.js';

const encoder = new TextEncoder();
const OLD = 'the whole old page';

/** A body of these parts. @param end what comes after them */
const bodyOf = (parts: readonly string[], end: 'close' | 'reset' | 'hang'): ReadableStream<Uint8Array> => {
  const left = [...parts];
  return new ReadableStream({
    pull(controller) {
      const part = left.shift();
      if (part !== undefined) controller.enqueue(encoder.encode(part));
      else if (end === 'close') controller.close();
      else if (end === 'reset') controller.error(new TypeError('the connection was reset'));
      // A body that hangs is neither closed nor goes on.
      else return new Promise(() => undefined);
      return undefined;
    },
  });
};

const answer = (body: BodyInit, headers: Record<string, string> = {}): Response =>
  new Response(body, {
    headers: { 'content-type': 'text/html', 'cache-control': 'max-age=60', 'x-of': 'new', ...headers },
  });

const BROKEN: Record<string, () => Response> = {
  'a reset after the first bytes': () => answer(bodyOf(['the half'], 'reset')),
  'a reset before the first byte': () => answer(bodyOf([], 'reset')),
  'a body shorter than announced': () => answer(bodyOf(['the half'], 'close'), { 'content-length': '100' }),
  'an empty 200': () => answer('', { 'content-length': '0' }),
  'an empty 200 without a length': () => answer(bodyOf([], 'close')),
  'an empty 200 that came compressed': () =>
    answer('', { 'content-encoding': 'gzip', 'content-length': '20' }),
  'a compressed body that is cut': () => answer(bodyOf(['the half'], 'reset'), { 'content-encoding': 'br' }),
  'a body that gets stuck': () => answer(bodyOf(['the half'], 'hang')),
};

/** Navigates to `/page`. */
async function navigate(of: World): Promise<Response> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const given = Object.defineProperty(request('/page'), 'mode', { value: 'navigate' });
  const event = { request: given, clientId: '', resultingClientId: 'tab', ...of.event };
  return handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
}

const MODES = {
  'a lifetime of the route': { revalidate: 60, expire: 61 },
  "the origin's rules": { revalidate: 'origin' },
} as const;

for (const [mode, route] of Object.entries(MODES)) {
  /** A world whose page is stored whole and has expired; then the origin gives another answer. */
  const expired = async (next: () => Response): Promise<World> => {
    const of = world((_, count) => (count ? next() : html(OLD, { 'cache-control': 'public, max-age=60' })), {
      route,
      networkTimeout: '0.2s',
    });
    await (await navigate(of)).text();
    await of.settled();
    of.clock.now += 3_600_000;
    return of;
  };

  describe(`rules 10 and 16, with ${mode}: a page that is stored whole`, () => {
    for (const [fault, next] of Object.entries(BROKEN))
      it(`is shown, and stays, after ${fault}`, async () => {
        const of = await expired(next);
        const shown = await navigate(of);
        expect(await shown.text()).to.equal(OLD);
        expect(shown.headers.get('cache-status')).to.include('detail=stale-if-error');
        expect(shown.headers.has('x-of'), 'headers of one, body of another').to.equal(false);
        if (!fault.includes('stuck')) await of.settled();
        expect(await textAt(of)).to.equal(OLD);
      });

    it('gives way to a whole one, in as many parts as it comes', async () => {
      const of = await expired(() => answer(bodyOf(['the ', 'new ', 'page'], 'close')));
      const shown = await navigate(of);
      expect([await shown.text(), shown.headers.get('x-of')]).to.deep.equal(['the new page', 'new']);
      await of.settled();
      expect(await textAt(of)).to.equal('the new page');
    });
  });
}

describe('a body that breaks off where no page is stored', () => {
  for (const [mode, route] of Object.entries(MODES))
    it(`with ${mode}: breaks off for the visitor too, and is not stored`, async () => {
      const of = world(() => answer(bodyOf(['the half'], 'reset')), { route });
      const shown = await navigate(of);
      expect(shown.status).to.equal(200);
      expect(await shown.text().catch(() => 'broken off')).to.equal('broken off');
      await of.settled();
      expect(await textAt(of)).to.equal('');
    });
});
