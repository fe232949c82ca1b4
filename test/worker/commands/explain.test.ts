import { expect } from 'chai';
import { explain } from '../../../src/worker/commands/explain.js';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { createRouter } from '../../../src/worker/router.js';
import { html, request, target, urlOf, world, type World } from '../fake-context.js';

const SERVED = 'The stored page is served at once.';
const BEHIND = 'It is regenerated in the background.';
const FIRST = 'The origin is asked first; the stored page is served if it fails.';
/** Nothing that is stored answers in its place. */
const ALONE = 'The origin’s response is streamed; it is stored once it is verified.';

/** Navigates to `/page`; whether the origin was asked, and what became of it when it did not answer. */
async function visit(of: World, navigates: boolean): Promise<string> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const asked = of.asked.length;
  const given = request('/page');
  if (navigates) Object.defineProperty(given, 'mode', { value: 'navigate' });
  const event = { request: given, clientId: 'me', ...of.event } as unknown as FetchEvent;
  const response = await handleRequest(of.context, event, { route, params: {} });
  const signs = response.headers.get('cache-status') ?? '';
  await response.text();
  await of.settled();
  if (of.asked.length === asked) return SERVED;
  if (signs.includes('stale-if-error')) return FIRST;
  return signs.includes('hit') ? `${SERVED} ${BEHIND}` : ALONE;
}

describe("explain(): routes with revalidate: 'origin' (rule 3)", () => {
  const table: [field: string, seconds: number, mark: '' | 'soft' | 'hard', why: string][] = [
    ['max-age=60', 10, '', SERVED],
    ['max-age=60', 70, '', FIRST],
    ['max-age=60, must-revalidate', 70, '', ALONE],
    ['max-age=60, stale-while-revalidate=60', 70, '', `${SERVED} ${BEHIND}`],
    ['max-age=60, stale-while-revalidate=60', 130, '', FIRST],
    ['max-age=60, stale-if-error=5', 70, '', ALONE],
    ['no-cache', 1, '', ALONE],
    ['max-age=60', 10, 'hard', FIRST],
    ['max-age=60', 70, 'soft', `${SERVED} ${BEHIND}`],
    ['max-age=60, must-revalidate', 10, 'soft', ALONE],
  ];
  for (const [field, seconds, mark, why] of table)
    it(`says of "${field}" after ${seconds} s${mark && `, marked ${mark}`}, what a visit gets`, async () => {
      let away = false;
      const of = world(
        () => {
          if (away) throw new TypeError('no network');
          return html('a page', { 'cache-control': field });
        },
        { route: { revalidate: 'origin' } },
      );
      await visit(of, false);
      away = true;
      of.clock.now += seconds * 1000;
      if (mark) await of.store.invalidate(['/page'], mark);
      const said = await explain(of.context, createRouter(of.context), urlOf('/page'));
      const told = said.why.filter((line) => [SERVED, BEHIND, FIRST, ALONE].includes(line)).join(' ');
      expect(told).to.equal(why);
      expect(await visit(of, true)).to.equal(why);
    });

  it('says that what is stored in part is asked for', async () => {
    const field = { 'cache-control': 'max-age=60', 'content-range': 'bytes 0-3/10' };
    const of = world(() => html('part', field, 206), { route: { revalidate: 'origin' } });
    await visit(of, false);
    expect((await of.store.get((await target(of)).key)).entry).to.include({ status: 206 });
    const { why } = await explain(of.context, createRouter(of.context), urlOf('/page'));
    expect(why).to.include(ALONE);
  });
});
