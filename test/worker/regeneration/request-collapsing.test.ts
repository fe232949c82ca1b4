import { expect } from 'chai';
import {
  cloneResponse,
  fetchCollapsed,
  requestsInFlight,
} from '../../../src/worker/regeneration/request-collapsing.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import { html, NOW, target, textAt, world } from '../fake-context.js';
import { holdLongTimers } from '../long-timers.js';

describe('rule 7: one request for each page', () => {
  it('rule 7: ten launches ask the origin once, and each gets the whole answer', async () => {
    const of = world(() => html('a page'));
    const to = await target(of);
    const launched = Array.from({ length: 10 }, () => fetchCollapsed(of.context, of.event, to, UNKNOWN));
    expect(launched.map(({ joined }) => joined)).to.deep.equal([false, ...Array<boolean>(9).fill(true)]);
    const texts = await Promise.all(
      launched.map(async ({ inFlight }) => cloneResponse(await inFlight.answer)?.text()),
    );
    expect(texts).to.deep.equal(Array<string>(10).fill('a page'));
    await of.settled();
    expect(of.asked).to.have.length(1);
    expect(await textAt(of)).to.equal('a page');
  });

  it('rule 7: other pages, and the same page later, are asked for', async () => {
    const of = world(() => html('a page'));
    const [to, other] = [await target(of), await target(of, '/other')];
    fetchCollapsed(of.context, of.event, to, UNKNOWN);
    expect(fetchCollapsed(of.context, of.event, other, UNKNOWN).joined).to.equal(false);
    await of.settled();
    expect(requestsInFlight(of.context).size).to.equal(0);
    expect(fetchCollapsed(of.context, of.event, to, UNKNOWN).joined).to.equal(false);
    await of.settled();
    expect(of.asked).to.have.length(3);
  });

  const VARIED = [
    { name: 'accept', values: ['application/json', 'text/csv'] },
    { name: 'accept-language', values: ['de', 'fr'] },
  ];
  for (const { name, values } of VARIED)
    it(`rule 23: two that differ in ${name} at once each get their own answer`, async () => {
      const of = world(({ headers }) => html(`for ${headers.get(name)}`, { vary: name }), {
        route: { data: true },
      });
      const targets = await Promise.all(values.map((value) => target(of, '/page', { [name]: value })));
      const texts = targets.map(async (to) =>
        cloneResponse(await fetchCollapsed(of.context, of.event, to, UNKNOWN).inFlight.answer)?.text(),
      );
      expect(await Promise.all(texts)).to.deep.equal(values.map((value) => `for ${value}`));
      await of.settled();
      expect(requestsInFlight(of.context).size).to.equal(0);
    });

  it('rule 7: a navigation joins a prefetch, though the browser adds its languages', async () => {
    const of = world(() => html('a page'));
    const prefetch = await target(of);
    const { request = new Request(prefetch.url), ...rest } = await target(of, '/page', {
      'accept-language': 'de',
    });
    const navigation = { ...rest, request: Object.defineProperty(request, 'mode', { value: 'navigate' }) };
    fetchCollapsed(of.context, of.event, prefetch, UNKNOWN);
    expect(fetchCollapsed(of.context, of.event, navigation, UNKNOWN).joined).to.equal(true);
    await of.settled();
    expect(of.asked).to.have.length(1);
  });

  it('rule 7: a failure ends the request in flight as well', async () => {
    const of = world(() => Promise.reject(new TypeError('no network')));
    const to = await target(of);
    const { inFlight } = fetchCollapsed(of.context, of.event, to, UNKNOWN);
    expect(await inFlight.answer).to.deep.equal({
      verdict: { kind: 'failed', reason: 'TypeError: no network' },
      requestedAt: NOW,
      fence: 0,
      clearGeneration: 0,
    });
    expect(await inFlight.settled).to.have.property('kind', 'failed');
    await of.settled();
    expect(requestsInFlight(of.context).size).to.equal(0);
    expect(of.reports).to.deep.equal([]);
  });

  it('rule 7: an address of which no request can be made ends the request in flight as well', async () => {
    const of = world(() => html('a page'));
    const to = await target(of);
    const url = to.url.replace('//', '//joe:secret@');
    const { inFlight } = fetchCollapsed(of.context, of.event, { ...to, url }, UNKNOWN);
    expect((await inFlight.answer).verdict.kind).to.equal('failed');
    await of.settled();
    expect(requestsInFlight(of.context).size).to.equal(0);
    expect(of.asked).to.deep.equal([]);
  });

  it('rule 9: an origin that sends no headers is given up', async () => {
    const timers = holdLongTimers();
    try {
      const of = world(
        ({ signal }) =>
          new Promise((_, reject) => {
            if (signal.aborted) reject(signal.reason as Error);
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      );
      const { inFlight } = fetchCollapsed(of.context, of.event, await target(of), UNKNOWN, {
        timeoutMs: 25_000,
      });
      await timers.held(25_000);
      timers.elapse(25_000);
      expect((await inFlight.answer).verdict.kind).to.equal('failed');
    } finally {
      timers.restore();
    }
  });
});
