/** A random walk of three visitors, and of nobody, in one browser: no step may show anybody a page that is not theirs. */
import { buildWorker, configSource } from '../build-worker.js';
import type { Engine } from '../engine.js';
import { REGISTER_PATH, startSite } from '../situations/site.js';
import type { Sight } from '../situations/tab.js';
import { REGISTER } from '../situations/worker-line.js';
import { createWalkBrowser } from './browser.js';
import { createModel } from './model.js';
import { createRandom, type Random } from './random.js';
import { createShop } from './shop.js';
import { STEPS, type Step, type Walk } from './steps.js';

export interface WalkOptions {
  engine: Engine;
  steps: number;
  seed: number;
  /** Called now and then with the steps that were taken. */
  onProgress?: (taken: number) => void;
}

export interface WalkResult {
  steps: number;
  /** Pages that came from the store while the shop was there. */
  hits: number;
  /** Those of them that a visitor without a session saw. */
  hitsOfNobody: number;
  /** Those that a visitor saw who was logged in. */
  hitsOfPeople: number;
  /** Pages that were seen while the shop was away. */
  offline: number;
  /** What the shop was asked for. */
  requests: number;
}

/** How many steps a failure names. */
const REMEMBERED = 12;

/** Past and present of a walk, in words. */
interface Diary {
  lines: string[];
  write(line: string): void;
}

function createDiary(): Diary {
  const lines: string[] = [];
  return {
    lines,
    write(line) {
      lines.push(line);
      if (lines.length > REMEMBERED) lines.shift();
    },
  };
}

function nextStep(walk: Walk, random: Random): Step {
  const possible = STEPS.filter(({ isPossible }) => isPossible?.(walk) ?? true);
  let at = random.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
  const found = possible.find(({ weight }) => (at -= weight) < 0);
  return found ?? random.pick(possible);
}

/** Takes a step, and looks whether the visitor may see what they see then. */
async function take(walk: Walk, step: Step, showings: Map<string, Set<string>>): Promise<Sight | undefined> {
  const { browser, shop, model } = walk;
  shop.shown.length = 0;
  const sight = await step.take(walk);
  if (!sight) return undefined;
  if (walk.isOnline) walk.identity = await browser.identity();
  const { session, theme } = walk.identity;
  const person = shop.sessions.get(session ?? '');
  const entry = await browser.entry();
  const before = showings.get(entry) ?? new Set();
  const isTravel = step.name === 'back' || step.name === 'forward';
  const { isOnline } = walk;
  const shownBefore = isTravel ? before : undefined;
  const fault = model.judge({ sight, viewer: { person, theme }, session, isOnline, shownBefore });
  showings.set(entry, before.add(sight.text.replace(/\s+/g, ' ').trim()));
  if (fault) throw new Error(`${sight.place} shows "${sight.text}": ${fault}.`);
  return sight;
}

/** Counts what came from the store. */
function count(result: WalkResult, walk: Walk, { timing }: Sight): void {
  if (!walk.isOnline) result.offline += 1;
  if (!walk.isOnline || !(timing === 'fresh' || timing === 'stale')) return;
  const session = walk.shop.sessions.get(walk.identity.session ?? '');
  result.hits += 1;
  if (!session) result.hitsOfNobody += 1;
  if (session?.name) result.hitsOfPeople += 1;
}

async function takeSteps(walk: Walk, { steps, onProgress }: WalkOptions, result: WalkResult): Promise<void> {
  const diary = createDiary();
  const showings = new Map<string, Set<string>>();
  while (result.steps < steps) {
    const step = nextStep(walk, walk.random);
    const begun = `${result.steps}. ${step.name}`;
    try {
      const sight = await take(walk, step, showings);
      const name =
        walk.shop.sessions.get(walk.identity.session ?? '')?.name ?? walk.identity.session ?? 'nobody';
      diary.write(sight ? `${begun}: ${name} sees ${sight.place} (${sight.timing ?? 'no worker'})` : begun);
      if (sight) count(result, walk, sight);
    } catch (error) {
      const lines = [...diary.lines, begun].join('\n');
      throw new Error(`${(error as Error).message}\nThe last steps:\n${lines}`, { cause: error });
    }
    result.steps += 1;
    onProgress?.(result.steps);
  }
}

/** @throws where a step shows what it must not, with the seed and the last steps */
export async function walkAtRandom(options: WalkOptions): Promise<WalkResult> {
  const { engine, seed } = options;
  const shop = createShop();
  const worker = await buildWorker(configSource(`routes: [{ match: '/*', revalidate: '5m' }]`));
  const site = await startSite(shop.app, { host: `walk-${seed}.localhost`, worker });
  const result = { steps: 0, hits: 0, hitsOfNobody: 0, hitsOfPeople: 0, offline: 0, requests: 0 };
  try {
    await engine.goto(site.url + REGISTER_PATH);
    await engine.evaluate(REGISTER);
    const walk: Walk = {
      ...{ shop, site, isOnline: true, identity: { session: undefined, theme: '' } },
      browser: createWalkBrowser(engine, site),
      model: createModel(shop),
      random: createRandom(seed),
    };
    await takeSteps(walk, options, result);
    return { ...result, requests: site.asked().length };
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`The walk with the seed ${seed} in ${engine.name} failed: ${message}`, { cause: error });
  } finally {
    await engine.goto('about:blank').catch(() => undefined);
    await site.close();
  }
}
