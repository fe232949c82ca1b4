/**
 * Visitors, changes, invalidations, writes, logins, deployments, evictions, stops of the worker, and a clock that jumps, in
 * any order, with the server's answers in any order too: what each visitor sees is what the rules allow.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Store } from '../../src/storage/store.js';
import { memoryStore } from '../../src/storage/tables/memory.js';
import { activateDeployment } from '../../src/worker/deployments/deployments.js';
import { createFollower } from '../../src/worker/feed/follow-feed.js';
import { invalidate } from '../../src/worker/invalidation/invalidate.js';
import { createWriteObserver } from '../../src/worker/invalidation/unsafe-methods.js';
import { handleRequest } from '../../src/worker/request/handle-request.js';
import { createRouter } from '../../src/worker/router.js';
import { html, urlOf, world, type World } from '../worker/fake-context.js';
import { runsOf, SEED, tell } from './budget.js';

type Path = '/a' | '/b' | '/account';
const DEPLOYMENTS = ['d', 'e'] as const;
const VISITORS = ['', 'ann', 'ben'] as const;
const FEED = { url: '/feed', poll: 60_000, events: true };

interface Shown {
  path: string;
  version: number;
  deployment: string;
  visitor: string;
  id: number;
}

/** What the site is, and the least that a visitor may be shown: the model of the rules. */
class Site {
  readonly versions = new Map<string, number>();
  /** The oldest version that may still be shown without asking. */
  readonly floors = new Map<string, number>();
  deployment: string = 'd';
  visitor: string = '';
  isUp = true;
  /** Events of the feed that no worker has read. */
  events: object[] = [];
  answers = 0;
  version = (path: string): number => this.versions.get(path) ?? 1;
  floor = (path: string): number => this.floors.get(path) ?? 1;
  change(path: string): void {
    this.versions.set(path, this.version(path) + 1);
  }
  /** From now on nothing older than the page as it is may be shown. */
  raise(path: string): void {
    this.floors.set(path, this.version(path));
  }

  answer(request: Request): Response {
    if (!this.isUp) throw new TypeError('Failed to fetch');
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') return html('done', { 'cache-control': 'no-store' });
    const isPersonal = pathname === '/account';
    // An anonymous request has no cookies.
    const visitor = isPersonal && request.credentials !== 'omit' ? this.visitor : '';
    const shown: Shown = {
      ...{ path: pathname, version: this.version(pathname), deployment: this.deployment, visitor },
      id: (this.answers += 1),
    };
    const headers = { 'x-id': String(shown.id), 'isr-deployment': this.deployment };
    return html(JSON.stringify(shown), { ...headers, 'cache-control': isPersonal ? '' : 'public' });
  }
}

class Run {
  readonly site = new Site();
  store: Store = memoryStore();
  now = 1_790_000_000_000;
  pending: Promise<unknown>[] = [];
  readonly seen = { visits: 0, hits: 0, offline: 0 };
  isStarted = false;
  world!: World;
  constructor(readonly scheduler: fc.Scheduler) {
    this.start();
  }

  /** A worker on the store: one that was stopped has forgotten everything else. */
  start(): void {
    const settings = this.isStarted ? undefined : { deployments: ['d'], deployment: 'd', worker: 'd' };
    this.isStarted = true;
    this.world = world(
      (request) => {
        const answered = this.scheduler.schedule(Promise.resolve(), request.url);
        return answered.then(() => this.site.answer(request));
      },
      { store: this.store, feed: '/feed', ...(settings && { settings }) },
    );
    Object.defineProperty(this.world.clock, 'now', { get: () => this.now });
  }

  /** Work that is under way while others go on; it is checked when it ends. */
  begin(work: Promise<unknown>): void {
    this.pending.push(work);
  }

  async visit(path: Path): Promise<void> {
    const { world: of, site } = this;
    const [route] = of.context.config.routes;
    if (!route) throw new Error('no route');
    const [visitor, floor, deployment] = [site.visitor, site.floor(path), site.deployment];
    const known = (await of.context.settings()).deployment;
    const given = Object.defineProperty(
      new Request(urlOf(path), { headers: { accept: 'text/html' } }),
      'mode',
      {
        value: 'navigate',
      },
    );
    const event = { request: given, clientId: '', resultingClientId: `tab-${this.seen.visits}`, ...of.event };
    this.seen.visits += 1;
    const response = await handleRequest(of.context, event as unknown as FetchEvent, { route, params: {} });
    const text = await response.text();
    if (response.status === 503) {
      // Rule 13: the offline page, where the server was away and nothing is stored.
      this.seen.offline += 1;
      return;
    }
    const shown = JSON.parse(text) as Shown;
    expect(shown.path, 'the page that was asked for').to.equal(path);
    expect(response.headers.get('x-id'), 'the headers of its own answer').to.equal(String(shown.id));
    if (shown.visitor) expect([visitor, site.visitor], 'rule 25: another’s page').to.include(shown.visitor);
    const isHit = response.headers.get('cache-status')?.includes('hit');
    if (!isHit) return;
    this.seen.hits += 1;
    const isExcused = /stale-if-error|offline/.test(response.headers.get('cache-status') ?? '');
    if (!isExcused) expect(shown.version, 'rules 29 and 31: an old page').to.be.at.least(floor);
    if (!isExcused && known !== undefined)
      expect([known, deployment, site.deployment], 'rule 32: another deployment').to.include(
        shown.deployment,
      );
  }

  async command(path: Path, mode: 'soft' | 'hard'): Promise<void> {
    const { context, event } = this.world;
    const version = this.site.version(path);
    await invalidate({ context, routes: createRouter(context), event }, { paths: [path], mode }, 0);
    if (mode === 'hard') this.site.floors.set(path, Math.max(version, this.site.floor(path)));
  }

  async write(path: Path): Promise<void> {
    const { context, event } = this.world;
    this.site.change(path);
    const version = this.site.version(path);
    const request = new Request(urlOf(path), {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    const observe = createWriteObserver(context, createRouter(context));
    const response = await observe({
      request,
      clientId: 'me',
      resultingClientId: '',
      ...event,
    } as unknown as FetchEvent);
    if (response?.ok) this.site.floors.set(path, Math.max(version, this.site.floor(path)));
  }

  async hear(): Promise<void> {
    const { context, event } = this.world;
    const follower = createFollower(context, createRouter(context), FEED);
    await follower.receive(event, { events: [{ at: this.now / 1000, paths: ['/a'], mode: 'soft' }] });
  }

  async deploy(id: string): Promise<void> {
    this.site.deployment = id;
    await activateDeployment(this.world.context, id);
  }

  /** Rule 33: the totals are the true sums. */
  async checkTotals(): Promise<void> {
    const totals = await this.store.state('totals');
    const rows = await this.store.evict({ maxEntries: Infinity, maxBytes: Infinity });
    expect(rows).to.not.equal(undefined);
    expect(totals?.entries ?? 0).to.be.at.least(0);
    expect(totals?.bytes ?? 0).to.be.at.least(0);
  }

  /** Lets all that is under way come to its end. */
  async settle(): Promise<void> {
    for (;;) {
      await this.scheduler.waitIdle();
      const done = Promise.all(this.pending.splice(0)).then(() => this.world.settled());
      await this.scheduler.waitFor(done);
      if (!this.pending.length) return;
    }
  }
}

type Step = (run: Run) => Promise<void> | void;

/** A visit to a personal page has all others compared once more, so that few of them are hits. */
const pathOf = fc.constantFrom<Path>('/a', '/a', '/a', '/a', '/b', '/b', '/b', '/b', '/account');
const HOUR = 3_600_000;
const steps: fc.Arbitrary<[name: string, step: Step]> = fc.oneof(
  {
    weight: 10,
    arbitrary: pathOf.map((path): [string, Step] => [`visit ${path}`, (run) => run.begin(run.visit(path))]),
  },
  {
    weight: 3,
    arbitrary: pathOf.map((path): [string, Step] => [`change ${path}`, (run) => run.site.change(path)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(pathOf, fc.constantFrom('soft' as const, 'hard' as const))
      .map(([path, mode]): [string, Step] => [
        `invalidate ${path} ${mode}`,
        (run) => run.begin(run.command(path, mode)),
      ]),
  },
  {
    weight: 2,
    arbitrary: pathOf.map((path): [string, Step] => [`write ${path}`, (run) => run.begin(run.write(path))]),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...VISITORS)
      .map((visitor): [string, Step] => [
        `become ${visitor || 'nobody'}`,
        (run) => void (run.site.visitor = visitor),
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...DEPLOYMENTS)
      .map((id): [string, Step] => [`deploy ${id}`, (run) => run.deploy(id)]),
  },
  {
    weight: 1,
    arbitrary: fc.constant<[string, Step]>([
      'evict',
      (run) => run.begin(run.store.evict({ maxEntries: 1, maxBytes: 1000 })),
    ]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['kill', (run) => run.start()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['hear the feed', (run) => run.begin(run.hear())]) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(-9000, -1, 1, 50, 9000)
      .map((hours): [string, Step] => [`${hours} hours pass`, (run) => void (run.now += hours * HOUR)]),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((isUp): [string, Step] => [isUp ? 'plug' : 'unplug', (run) => void (run.site.isUp = isUp)]),
  },
  { weight: 8, arbitrary: fc.constant<[string, Step]>(['settle', (run) => run.settle()]) },
);

describe('any order of events', () => {
  // The worker says of thousands of pages why it does not store them.
  const { info } = console;
  before(() => void (console.info = () => undefined));
  after(() => void (console.info = info));

  it('shows each visitor what the rules allow', async function () {
    this.timeout(0);
    const runs = runsOf(120);
    const seen = { visits: 0, hits: 0, offline: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(steps, { minLength: 5, maxLength: 25 }),
        async (scheduler, given) => {
          const run = new Run(scheduler);
          for (const path of ['/a', '/b'] as const) run.begin(run.visit(path));
          await run.settle();
          for (const [, step] of given) await step(run);
          await run.settle();
          await run.checkTotals();
          for (const name of ['visits', 'hits', 'offline'] as const) seen[name] += run.seen[name];
        },
      ),
      { seed: SEED, numRuns: runs },
    );
    // A model that sees no stored page would find nothing.
    expect(seen.hits).to.be.above(seen.visits / 20);
    tell(`orders of events, with ${seen.visits} visits and ${seen.hits} hits`, runs);
  });
});
