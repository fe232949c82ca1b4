/** Where a story is played: the same steps with the worker and without it, and what differs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Column } from '../columns.js';
import type { Result } from '../report.js';
import type { Side } from '../side.js';
import type { SiteDefinition } from '../sites.js';
import type { Seen, Tab } from '../tab.js';

/** The same tab on both sides. */
export interface Pair {
  with: Tab;
  without: Tab;
}

export interface SeenPair {
  with: Seen;
  without: Seen;
}

export interface Stage {
  readonly site: SiteDefinition;
  readonly with: Side;
  readonly without: Side;
  /** Opens a tab on both sides; nothing is compared. */
  open(path?: string): Promise<Pair>;
  /**
   * Plays a step on both sides. The check fails where the site alone does not show the heading that the step leads to,
   * and where the two sides differ in what is seen.
   */
  same(column: Column, what: string, step: Step): Promise<SeenPair>;
  check(column: Column, what: string, ok: boolean, seen: readonly string[]): void;
  /** Waits until what the worker asks for behind a page has come in: it begins within 2 s after the page has loaded. */
  rest(): Promise<void>;
}

export interface Step {
  tabs: Pair;
  act: (tab: Tab) => Promise<void>;
  /** What the text has to hold, on both sides. */
  shows: string;
  /** Compares what is seen without the version, since an older page may be shown. */
  anyVersion?: boolean;
  /** Whether a full load may stand for a navigation by script. @default false */
  anyLoad?: boolean;
}

const anyVersion = (text: string): string => text.replace(/\b(Version|Lazy) [AB]\b/g, '$1 ?');

/** Shows one side in a line, and its errors below it. */
export const describe = ({ path, title, text, loads, status, cacheStatus, errors }: Seen): string => {
  const facts = [`${status ?? 'no document'}`, `${loads} loads`, ...(cacheStatus ? [cacheStatus] : [])];
  const lines = errors.map((error) => `\n          ${error.slice(0, 300)}`);
  return `${path} (${facts.join(', ')}) "${title}": ${text.slice(0, 300)}${lines.join('')}`;
};

/** What the two sides differ in; empty where the visitor cannot tell them apart. */
export function differences(seen: SeenPair, step: Pick<Step, 'anyVersion' | 'anyLoad'>): string[] {
  const clean = (text: string) => (step.anyVersion ? anyVersion(text) : text);
  const known = new Set(seen.without.errors);
  const { with: own, without: plain } = seen;
  return [
    ...(own.path === plain.path ? [] : ['the address']),
    ...(own.title === plain.title ? [] : ['the title']),
    ...(clean(own.text) === clean(plain.text) ? [] : ['the text']),
    ...(own.status === plain.status || own.loads !== plain.loads ? [] : ['the status']),
    ...(own.loads === plain.loads || step.anyLoad ? [] : ['how many documents were loaded']),
    ...own.errors.filter((error) => !known.has(error)).map((error) => `an error: ${error.slice(0, 120)}`),
  ];
}

export async function both<T>(tabs: Pair, work: (tab: Tab) => Promise<T>): Promise<{ with: T; without: T }> {
  const [without, own] = await Promise.all([work(tabs.without), work(tabs.with)]);
  return { with: own, without };
}

/** Waits until the server has been asked nothing for a while. */
async function rest({ front: { log } }: Side): Promise<void> {
  await sleep(2_200);
  for (let attempt = 0; attempt < 10; attempt++) {
    const before = log.length;
    await sleep(800);
    if (log.length === before) return;
  }
}

export function createStage(
  site: SiteDefinition,
  sides: { with: Side; without: Side },
  record: (result: Result) => void,
): Stage {
  const check: Stage['check'] = (column, what, ok, seen) => record({ column, what, ok, seen: [...seen] });
  return {
    site,
    ...sides,
    check,
    rest: () => rest(sides.with),
    async open(path) {
      const [without, own] = await Promise.all([sides.without.openTab(path), sides.with.openTab(path)]);
      return { without, with: own };
    },
    async same(column, what, step) {
      const seen = await both(step.tabs, async (tab) => {
        await step.act(tab);
        return tab.look();
      });
      const differing = differences(seen, step);
      const isSound = seen.without.text.includes(step.shows);
      check(column, what, isSound && differing.length === 0, [
        ...(isSound ? [] : [`the site itself does not show "${step.shows}"`]),
        `differs in: ${differing.join(', ') || 'nothing'}`,
        `without: ${describe(seen.without)}`,
        `with:    ${describe(seen.with)}`,
      ]);
      return seen;
    },
  };
}
