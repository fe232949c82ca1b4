/**
 * A real feed on SQLite and real workers, in any order of what can happen to them: after each catch-up every stored page
 * is the current one or marked as stale (rules 4 and 31).
 */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createFeed, sqliteLog, type Feed } from '../../../src/server/index.js';
import type { Store } from '../../../src/storage/store.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { createFollower } from '../../../src/worker/feed/follow-feed.js';
import { createRouter } from '../../../src/worker/router.js';
import { bytes, keyOf, page } from '../../storage/fixtures.js';
import { world, type World } from '../../worker/fake-context.js';

const FEED = { url: '/feed', poll: 60_000, events: true };

const PAGES = 3;
const BROWSERS = 2;
const RUNS = Number(process.env.FEED_RUNS ?? 150);
const SEED = Number(process.env.FEED_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RETAIN_S = 3600;
let clock = 1_790_000_000_000;

const folder = await mkdtemp(join(tmpdir(), 'sw-isr-interleavings-'));
after(() => rm(folder, { recursive: true, force: true }));

const FILES = ['', '-wal', '-shm', '-mark'];
const unlink = (file: string): Promise<unknown> =>
  Promise.all(FILES.map((end) => rm(file + end, { force: true })));

/** Copies a database, without the mark. @returns whether there is one: a log is written at its first use */
async function copy(from: string, to: string): Promise<boolean> {
  await rm(`${to}-wal`, { force: true });
  const copying = ['', '-wal'].map((end) => copyFile(from + end, to + end));
  const [main] = await Promise.allSettled(copying);
  return main?.status === 'fulfilled';
}

/** A change that the feed has not confirmed; its webhook is sent again. */
interface Unsent {
  at: number;
  id: string;
  mode: 'soft' | 'hard';
}

/** The site: pages with versions, and a feed that crashes, is restored, and forgets. */
class Site {
  readonly versions = Array.from({ length: PAGES }, () => 1);
  unsent: Unsent[] = [];
  #feed: Feed | undefined;
  #webhooks = 0;
  constructor(readonly file: string) {}

  get isUp(): boolean {
    return this.#feed !== undefined;
  }

  start(): void {
    const options = { secret: 'a-secret-of-tests-long-enough', retain: RETAIN_S, onError: () => undefined };
    this.#feed ??= createFeed({ storage: sqliteLog(this.file), ...options });
  }

  async stop(): Promise<void> {
    await this.#feed?.close();
    this.#feed = undefined;
  }

  async ask(request: Request): Promise<Response> {
    if (!this.#feed) throw new TypeError('Failed to fetch');
    const response = await this.#feed.fetch(request);
    const headers = new Headers(response.headers);
    headers.set('date', new Date(Date.now()).toUTCString());
    return new Response(response.body, { status: response.status, headers });
  }

  async change(at: number, mode: Unsent['mode']): Promise<void> {
    this.versions[at] = (this.versions[at] ?? 0) + 1;
    this.unsent.push({ at, mode, id: `webhook-${(this.#webhooks += 1)}` });
    await this.send();
  }

  /** @param times more than once: the answer was lost on its way */
  async send(times = 1): Promise<void> {
    for (const one of this.unsent) {
      const body = JSON.stringify({ tags: [`page-${one.at}`], mode: one.mode });
      const headers = {
        authorization: 'Bearer a-secret-of-tests-long-enough',
        'content-type': 'application/json',
        'webhook-id': one.id,
      };
      for (let time = 0; time < times && this.#feed; time += 1) {
        const answer = await this.#feed.fetch(
          new Request('http://site.test/_isr/feed', { method: 'POST', headers, body }),
        );
        assert.ok(answer.ok, `the webhook was answered ${answer.status}`);
      }
    }
    if (this.#feed) this.unsent = [];
  }

  async restore(backup: string): Promise<void> {
    await this.stop();
    for (const end of ['', '-wal', '-shm']) await rm(this.file + end, { force: true });
    await copy(backup, this.file);
  }
}

interface Heard {
  from: string | undefined;
  events: unknown;
  next: string | undefined;
}

interface Asked {
  at: number;
  version: number;
  fence: number;
  requestedAt: number;
}

/** A browser whose store outlives its workers. */
class Browser {
  readonly store = memoryStore();
  readonly stored = new Map<number, number>();
  isOnline = true;
  asked: Asked[] = [];
  heard: Heard[] = [];
  dies: 'before' | 'after' | undefined;
  /** How far the open page has read. */
  #read: string | undefined;
  #world!: World;
  #follower!: ReturnType<typeof createFollower>;
  constructor(
    readonly site: Site,
    readonly skew: number,
  ) {
    this.restart();
  }

  /** A new worker on the same store. */
  restart(): void {
    const follow: Store['follow'] = async (...given) => {
      const dies = this.dies;
      this.dies = undefined;
      if (dies !== 'before') await this.store.follow(...given);
      if (dies) throw new TypeError('the worker was stopped');
    };
    this.#world = world(
      (request) => (this.isOnline ? this.site.ask(request) : Promise.reject(new TypeError('offline'))),
      { store: { ...this.store, follow }, feed: '/feed' },
    );
    this.#follower = createFollower(this.#world.context, createRouter(this.#world.context), FEED);
  }

  #tick(): void {
    this.#world.clock.now = Date.now() + this.skew;
  }

  /** @returns whether the feed answered */
  async catchUp(): Promise<boolean> {
    this.#tick();
    const { offset } = await this.#follower.receive(this.#world.event, { catchUp: 'now' });
    return offset !== undefined;
  }

  async request(at: number): Promise<void> {
    this.#tick();
    if (!this.isOnline) return;
    const { fence } = await this.store.get(keyOf(`/${at}`));
    const requestedAt = this.#world.clock.now;
    this.asked.push({ at, version: this.site.versions[at] ?? 0, fence, requestedAt });
  }

  /** An answer arrives, maybe long after its request. */
  async answer(): Promise<void> {
    const [one] = this.asked.splice(0, 1);
    if (!one) return;
    const { at, version, fence, requestedAt } = one;
    const { entry } = await this.store.get(keyOf(`/${at}`));
    // The worker does not put the answer of an earlier request over that of a later one.
    if (entry?.kind === 'page' && entry.requestedAt > requestedAt) return;
    await this.store.put(page(`/${at}`, { requestedAt, fence, tags: [`page-${at}`] }), bytes(10));
    this.stored.set(at, version);
  }

  /** The open page reads on, and tells the worker later, or never. */
  async listen(): Promise<void> {
    if (!this.isOnline || !this.site.isUp) return;
    const from = this.#read ?? (await this.store.state('feed'))?.offset;
    if (from === undefined) return;
    const response = await this.site.ask(new Request(`http://site.test/_isr/feed?offset=${from}`));
    this.#read = undefined;
    if (response.status !== 200) return;
    const next = response.headers.get('stream-next-offset') ?? undefined;
    this.heard.push({ from, events: await response.json(), next });
    this.#read = next;
  }

  async hear(index: number): Promise<void> {
    const one = this.heard[index % (this.heard.length || 1)];
    if (!one) return;
    this.#tick();
    await this.#follower.receive(this.#world.event, one);
  }

  /** The pages that are neither the current ones nor marked. */
  async wrong(): Promise<number[]> {
    const wrong = [];
    for (const [at, version] of this.stored) {
      const { invalidated } = await this.store.get(keyOf(`/${at}`));
      const isSent = !this.site.unsent.some((one) => one.at === at);
      if (isSent && version !== this.site.versions[at] && !invalidated) wrong.push(at);
    }
    return wrong;
  }
}

const at = fc.nat({ max: PAGES - 1 });
const who = fc.nat({ max: BROWSERS - 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change'), at, hard: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('request'), at, who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('answer', 'catchUp', 'restart'), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('listen'), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear'), who, at: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('dies'), who, hard: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('offline', 'online'), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'stop',
        'start',
        'start',
        'compact',
        'back up',
        'restore',
        'restore',
        'lose',
        'send twice',
      ),
    }),
  },
);
type Step = { do: string; at?: number; who?: number; hard?: boolean };
const steps = fc.array(fc.tuple(fc.nat({ max: 4000 }), step as fc.Arbitrary<Step>), {
  minLength: 5,
  maxLength: 60,
  size: 'max',
});

const inTurn = (...all: Step[]): [[number, Step][]] => [all.map((step) => [1000, step])];
/** Orders that chance rarely finds. */
const EXAMPLES = [
  // A restored log grows past the offset of a browser.
  inTurn(
    ...[{ do: 'back up' }, { do: 'change', at: 0 }, { do: 'catchUp', who: 0 }],
    ...[{ do: 'restore' }, { do: 'change', at: 1 }, { do: 'change', at: 2 }, { do: 'catchUp', who: 0 }],
  ),
  // A page hears an event whose predecessor it never told.
  inTurn(
    ...[
      { do: 'change', at: 0 },
      { do: 'listen', who: 0 },
      { do: 'change', at: 1 },
      { do: 'listen', who: 0 },
    ],
    { do: 'hear', who: 0, at: 1 },
  ),
  // A new browser's first answer is on its way while it begins to follow.
  inTurn(
    ...[
      { do: 'request', at: 0, who: 1 },
      { do: 'change', at: 0 },
      { do: 'catchUp', who: 1 },
    ],
    { do: 'answer', who: 1 },
  ),
];

let runs = 0;

class Play {
  readonly site: Site;
  readonly browsers: Browser[];
  readonly #backup: string;
  #hasBackup = false;
  constructor(file: string) {
    this.#backup = `${file}.backup`;
    this.site = new Site(file);
    this.site.start();
    this.browsers = Array.from({ length: BROWSERS }, (_, index) => new Browser(this.site, index * 3_600_000));
  }

  async #backUp(): Promise<void> {
    const wasUp = this.site.isUp;
    await this.site.stop();
    this.#hasBackup = (await copy(this.site.file, this.#backup)) || this.#hasBackup;
    if (wasUp) this.site.start();
  }

  async #feedDoes({ do: what }: Step): Promise<void> {
    const { site } = this;
    if (what === 'stop') await site.stop();
    if (what === 'start') site.start();
    if (what === 'send twice') await site.send(2);
    if (what === 'back up') await this.#backUp();
    if (what === 'restore' && this.#hasBackup) await site.restore(this.#backup);
    if (what === 'lose') await site.stop().then(() => unlink(site.file));
    // Most logs are started at once: what is asked of a feed that is down changes nothing.
    if (what === 'restore' || what === 'lose') site.start();
    if (what === 'compact') {
      // The log is read on with the newest events alone.
      clock += RETAIN_S * 1000;
      const log = sqliteLog(site.file);
      await log.compact({ at: Date.now() / 1000 - RETAIN_S });
      await log.close();
    }
  }

  async do(step: Step): Promise<void> {
    const browser = this.browsers[step.who ?? 0];
    if (step.do === 'change') return this.site.change(step.at ?? 0, step.hard ? 'hard' : 'soft');
    if (!browser || step.who === undefined) return this.#feedDoes(step);
    if (step.do === 'request') await browser.request(step.at ?? 0);
    if (step.do === 'answer') await browser.answer();
    if (step.do === 'listen') await browser.listen();
    if (step.do === 'restart') browser.restart();
    if (step.do === 'hear') await browser.hear(step.at ?? 0);
    if (step.do === 'dies') browser.dies = step.hard ? 'before' : 'after';
    if (step.do === 'offline' || step.do === 'online') browser.isOnline = step.do === 'online';
    if (step.do === 'catchUp' && (await browser.catchUp())) assert.deepEqual(await browser.wrong(), []);
  }

  /** The first browser has visited every page, and knows the end of the log; the second one is new. */
  async begin(): Promise<void> {
    const [first] = this.browsers;
    for (let at = 0; at < PAGES; at += 1) {
      await first?.request(at);
      await first?.answer();
    }
    await first?.catchUp();
    for (let at = 0; at < PAGES; at += 1) {
      clock += 1;
      await first?.request(at);
      await first?.answer();
    }
  }

  /** All is well again: the feed runs, its webhooks arrive, and browsers come online. */
  async end(): Promise<void> {
    this.site.start();
    await this.site.send();
    for (const browser of this.browsers) {
      browser.isOnline = true;
      browser.dies = undefined;
      browser.restart();
      while (browser.asked.length > 0) await browser.answer();
      assert.ok(await browser.catchUp(), 'the feed answers');
      assert.deepEqual(await browser.wrong(), [], 'pages that are old and not marked');
    }
  }
}

describe('any order of changes, crashes, restores, lost answers, stopped workers and browsers without a network', () => {
  it(`leaves every stored page current or marked (seed ${SEED})`, async function () {
    this.timeout(120_000);
    const { now } = Date;
    Date.now = () => clock;
    try {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const play = new Play(join(folder, `feed-${(runs += 1)}.db`));
          try {
            await play.begin();
            for (const [pause, step] of all) {
              clock += pause;
              await play.do(step);
            }
            await play.end();
          } finally {
            await play.site.stop();
          }
        }),
        { numRuns: RUNS, seed: SEED, examples: EXAMPLES },
      );
    } finally {
      Date.now = now;
    }
  });
});
