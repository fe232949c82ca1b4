import { expect } from 'chai';
import type { IsrPlugin, RouteConfig } from '../../../src/config/types.js';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { fetchCollapsed, requestsInFlight } from '../../../src/worker/regeneration/request-collapsing.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import { html, pageAt, redirect, request, target, textAt, world, type World } from '../fake-context.js';
import { holdLongTimers } from '../long-timers.js';

/** The text that the worker answers `/page` with. */
async function visit(of: World, headers?: Record<string, string>): Promise<string> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const event = { request: request('/page', headers), clientId: 'me', ...of.event } as unknown as FetchEvent;
  const response = await handleRequest(of.context, event, { route, params: {} });
  const text = await response.text();
  await of.settled();
  return text;
}

const fault = (): never => {
  throw new TypeError('a typo');
};

describe('a plugin at fault', () => {
  for (const hook of ['requestWillFetch', 'fetchDidSucceed'] as const)
    for (const revalidate of [60, 'origin'] as const)
      it(`rule 35: in ${hook} it is told of, and the network answers (revalidate: ${revalidate})`, async () => {
        const failed: unknown[] = [];
        const plugin: IsrPlugin = { [hook]: fault, fetchDidFail: (param) => void failed.push(param) };
        const of = world(({ credentials }) => html(credentials === 'omit' ? "everyone's" : 'yours'), {
          plugins: [plugin],
          route: { revalidate },
        });
        expect(await visit(of)).to.equal('yours');
        expect(await pageAt(of)).to.equal(undefined);
        expect(String(of.reports)).to.include(`Failed to run "${hook}": TypeError: a typo`);
        expect(failed).to.deep.equal([]);
      });

  it('rule 9: leaves the stored page, and is no sign of being offline', async () => {
    let faulty = false;
    const plugin: IsrPlugin = { fetchDidSucceed: ({ response }) => (faulty ? fault() : response) };
    const of = world((_, count) => html(`page ${count}`), { plugins: [plugin] });
    await visit(of);
    faulty = true;
    of.clock.now += 70_000;
    expect(await visit(of)).to.equal('page 0');
    expect(await textAt(of)).to.equal('page 0');
    expect(of.notices.map(({ notice }) => notice)).to.not.include('offline');
  });
});

describe('what never ends', () => {
  const endless = (): Promise<never> => new Promise(() => undefined);
  const ENDLESS: [what: string, options: { plugins?: IsrPlugin[]; route?: Partial<RouteConfig> }][] = [
    ['requestWillFetch', { plugins: [{ requestWillFetch: endless }] }],
    ['fetchDidSucceed', { plugins: [{ fetchDidSucceed: endless }] }],
    ['cacheWillUpdate', { plugins: [{ cacheWillUpdate: endless }] }],
    ['validate', { route: { validate: endless } }],
  ];
  for (const [what, options] of ENDLESS)
    it(`rule 7: in ${what} ends with the request that it is about`, async () => {
      const timers = holdLongTimers();
      try {
        const of = world(() => html('a page'), options);
        const { inFlight } = fetchCollapsed(of.context, of.event, await target(of), UNKNOWN);
        await timers.held(10_000);
        timers.elapse(10_000);
        await inFlight.settled;
        await of.settled();
        expect(await pageAt(of)).to.equal(undefined);
        expect(String(of.reports)).to.include('it did not end within 10 seconds');
        expect(requestsInFlight(of.context).size).to.equal(0);
      } finally {
        timers.restore();
      }
    });

  /** An answer that comes with the end of the request. */
  const never = ({ signal }: Request): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });

  it('rule 21: where a redirect leads ends with it too', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = () => timeout(50);
    try {
      const of = world((asked) => (asked.method === 'HEAD' ? never(asked) : redirect()));
      const { inFlight } = fetchCollapsed(of.context, of.event, await target(of), UNKNOWN);
      expect(await inFlight.settled).to.have.property('kind', 'personal');
      await of.settled();
      expect(requestsInFlight(of.context).size).to.equal(0);
    } finally {
      AbortSignal.timeout = timeout;
    }
  });

  it('rule 3: the rest of what is stored in part is given up, and the whole is asked for', async () => {
    const part = { etag: '"a"', 'cache-control': 'max-age=600', 'content-range': 'bytes 0-3/10' };
    const of = world(
      (asked, count) => (count === 1 ? never(asked) : count ? html('the whole') : html('part', part, 206)),
      { route: { revalidate: 'origin', data: true } },
    );
    await visit(of, { range: 'bytes=0-3' });
    const timers = holdLongTimers();
    try {
      const whole = visit(of);
      await new Promise((resolve) => setTimeout(resolve, 50));
      timers.elapse(300_000);
      expect(await whole).to.equal('the whole');
    } finally {
      timers.restore();
    }
  });
});

describe('a plugin is told of stored pages', () => {
  it('with the page before, and the new one, as responses of its own', async () => {
    const told: (string | undefined)[][] = [];
    const plugin: IsrPlugin = {
      async cacheDidUpdate({ cacheName, request: { url }, newResponse, oldResponse }) {
        told.push([cacheName, new URL(url).pathname, await oldResponse?.text(), await newResponse.text()]);
      },
    };
    const of = world((_, count) => html(`page ${count}`), { plugins: [plugin, plugin] });
    await visit(of);
    of.clock.now += 70_000;
    await visit(of);
    const first = ['sw-isr', '/page', undefined, 'page 0'];
    const second = ['sw-isr', '/page', 'page 0', await textAt(of)];
    expect(told).to.deep.equal([first, first, second, second]);
  });

  it('and of no page that could not be written', async () => {
    const told: unknown[] = [];
    const plugin: IsrPlugin = {
      cacheWillUpdate: () => null,
      cacheDidUpdate: (param) => void told.push(param),
    };
    const of = world(() => html('a page'), { plugins: [plugin] });
    await visit(of);
    expect(told).to.deep.equal([]);
  });
});
