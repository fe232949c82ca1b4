/**
 * Plays a situation on a site without a worker and on the same site with one, and compares what the visitor sees at
 * each step. The site without a worker is the oracle.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildWorker, configSource } from '../build-worker.js';
import type { Engine } from '../engine.js';
import { engines } from '../engines.js';
import type { App } from './app.js';
import { REGISTER_PATH, startSite, type Site, type WorkerFiles } from './site.js';
import { openTab, type Sight, type Tab } from './tab.js';
import { REGISTER, untilServed, untilState } from './worker-line.js';

/** The one who plays a situation. Each step is compared. */
export interface Visitor extends Tab {
  readonly site: Site;
  readonly engine: Engine;
  /** Whether the site has a worker. */
  readonly hasWorker: boolean;
  /** The same tab. What is done by it is not compared. */
  readonly tab: Tab;
  /** Another origin of the same host, where the situation has one; without a trailing slash. */
  readonly secondUrl: string;
  /** With a worker: waits until it knows whose page a path is, so that the next step does not come before. */
  known(path: string): Promise<void>;
  /** With a worker: waits until a page is stored. */
  stored(path: string): Promise<void>;
  /** Goes to a path. With a worker it has to be a hit, of which the site hears nothing. */
  hits(path: string, words: string): Promise<Sight>;
}

export interface Situation {
  title: string;
  /** Makes the site; it is made anew for each side, so that each has its own state. */
  app: () => App;
  play: (visitor: Visitor) => Promise<void>;
  /** @default only Chromium */
  engines?: readonly Engine['name'][];
  /** The fields of the config, as source. */
  config?: string;
  /** Serves the same app on another port as well. */
  secondServer?: boolean;
}

export const EVERY_ENGINE = ['Chromium', 'Firefox', 'WebKit'] as const;
const ONLY_CHROMIUM = ['Chromium'] as const;
const CONFIG = `routes: [{ match: '/*', revalidate: '5m' }]`;

const built = new Map<string, Promise<WorkerFiles>>();

function workerOf(config: string): Promise<WorkerFiles> {
  const files = built.get(config) ?? buildWorker(configSource(config));
  built.set(config, files);
  return files;
}

/** What differs at each request stands between ‹ and ›, and the host is another on each side. */
const comparable = (text: string, { host }: Site): string =>
  text.replaceAll(/‹[^›]*›/g, '‹…›').replaceAll(new RegExp(`${host}(:\\d+)?`, 'g'), '(site)');

/** Notes what is seen after each step. */
function noting(tab: Tab, site: Site, notes: unknown[]): Tab {
  const note = async (step: string, seen: Promise<Sight>): Promise<Sight> => {
    const sight = await seen;
    const { text, place, status } = sight;
    notes.push({ step: comparable(step, site), place, status, text: comparable(text, site) });
    return sight;
  };
  return {
    go: (path, words) => note(`go to ${path}`, tab.go(path, words)),
    act: (body, words) => note(body, tab.act(body, words)),
    click: (selector, words) => note(`click ${selector}`, tab.click(selector, words)),
    reload: (words) => note('reload', tab.reload(words)),
    sees: (words) => note('look', tab.sees(words)),
    async run<T>(body: string) {
      const result = await tab.run<T>(body);
      notes.push({ step: body, result: comparable(JSON.stringify(result ?? null), site) });
      return result;
    },
  };
}

async function hit(visitor: Visitor, path: string, words: string): Promise<Sight> {
  const { site, hasWorker } = visitor;
  if (hasWorker) await untilServed(visitor.tab, new URL(path, site.url).href);
  site.forget();
  const sight = await visitor.go(path, words);
  if (!hasWorker) return sight;
  const asked = site.asked(path.replace(/[?#].*/s, '')).map(({ method, url }) => `${method} ${url}`);
  assert.deepEqual([sight.timing, asked], ['fresh', []], `${path} is no hit`);
  return sight;
}

interface Stage {
  engine: Engine;
  site: Site;
  second?: Site;
  hasWorker: boolean;
}

function createVisitor({ engine, site, second, hasWorker }: Stage, notes: unknown[]): Visitor {
  const tab = openTab(engine, site.url);
  const until = async (path: string, states: string[]) => {
    if (hasWorker) await untilState(tab, site.url + path, states);
  };
  const visitor: Visitor = {
    ...noting(tab, site, notes),
    site,
    engine,
    hasWorker,
    tab,
    secondUrl: second?.url ?? '',
    known: (path) => until(path, ['fresh', 'pass']),
    stored: (path) => until(path, ['fresh']),
    hits: (path, words) => hit(visitor, path, words),
  };
  return visitor;
}

let hosts = 0;

async function setStage(engine: Engine, situation: Situation, hasWorker: boolean): Promise<Stage> {
  hosts += 1;
  const host = `situation-${hosts}.localhost`;
  const app = situation.app();
  const worker = hasWorker ? await workerOf(situation.config ?? CONFIG) : undefined;
  const site = await startSite(app, { host, worker });
  const second = situation.secondServer ? await startSite(app, { host }) : undefined;
  if (worker) {
    await engine.goto(site.url + REGISTER_PATH);
    await engine.evaluate(REGISTER);
  }
  return { engine, site, second, hasWorker };
}

/** @returns what the visitor saw at each step */
async function playSide(engine: Engine, situation: Situation, hasWorker: boolean): Promise<unknown[]> {
  const notes: unknown[] = [];
  const stage = await setStage(engine, situation, hasWorker);
  try {
    await situation.play(createVisitor(stage, notes));
    return notes;
  } catch (error) {
    const asked = stage.site.asked().map(({ method, url }) => `${method} ${url}`);
    const story = [...notes.map((one) => JSON.stringify(one)), `the site was asked: ${asked.join(', ')}`];
    const side = hasWorker ? 'With the worker' : 'Without a worker';
    throw new Error(`${side}: ${(error as Error).message}\n${story.join('\n')}`, { cause: error });
  } finally {
    await engine.goto('about:blank').catch(() => undefined);
    await stage.site.close();
    await stage.second?.close();
  }
}

/** Plays both sides, at once where there are two tabs. @returns what was seen without the worker, then with it */
async function playBoth(
  engine: Engine,
  another: Engine | undefined,
  situation: Situation,
): Promise<unknown[][]> {
  if (!another) return [await playSide(engine, situation, false), await playSide(engine, situation, true)];
  const sides = [playSide(another, situation, false), playSide(engine, situation, true)];
  // The next situation begins when both have ended, also where one fails.
  await Promise.allSettled(sides);
  return Promise.all(sides);
}

/** Declares a test for each situation in each of its engines. */
export function playSideBySide(kind: string, situations: readonly Situation[]): void {
  for (const { name, launch } of engines) {
    const played = situations.filter((one) => (one.engines ?? ONLY_CHROMIUM).includes(name));
    if (played.length === 0) continue;
    describe(`${kind}, in ${name}, look the same with the worker as without`, () => {
      let engine: Engine;
      let another: Engine | undefined;
      before(async () => {
        engine = await launch();
        another = await engine.openAnother?.();
      });
      after(() => engine.close());
      for (const situation of played)
        it(situation.title, async () => {
          const [without, withWorker] = await playBoth(engine, another, situation);
          assert.deepEqual(withWorker, without);
        });
    });
  }
}
