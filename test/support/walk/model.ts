/**
 * What a visitor may be shown. Online: what the shop has just made for them, or a page that was everyone's at some
 * moment and is, but for its age, what the shop would make for them now. Offline: a page that was everyone's, or the
 * worker's own. Going back: also what that entry of the history showed before.
 */
import type { Sight } from '../situations/tab.js';
import { PEOPLE, textOf, view, type Viewer } from './pages.js';
import type { Shop, Shown } from './shop.js';

/** A step's outcome, with all that bears on it. */
export interface Seen {
  sight: Sight;
  viewer: Viewer;
  session: string | undefined;
  isOnline: boolean;
  /** What this entry of the history, and other pages of the same path, showed before, where the step went back or forward. */
  past?: { entry: ReadonlySet<string>; path: ReadonlySet<string> };
}

export interface Model {
  /** @returns what is wrong; undefined where the visitor may see this */
  judge(seen: Seen): string | undefined;
}

const NOBODY: Viewer = { person: undefined, theme: '' };

/** Words that no page has which is everyone's. */
const SOMEBODYS = new RegExp([...PEOPLE, 'Token', 'Basket [1-9]', 'Welcome', 'Thanks', 'order'].join('|'));

/** What the worker says of a page that comes from its store. */
export const FROM_STORE: ReadonlySet<string> = new Set([
  'fresh',
  'stale',
  'history',
  'stale-if-error',
  'offline',
]);

/** A text as it is compared: how lines are broken is the engine's. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function createModel(shop: Shop): Model {
  const { world, shown } = shop;
  /** The latest version that a path has shown. */
  const latest = new Map<string, number>();

  const momentOf = (text: string): number => Number(/version (\d+)/.exec(text)?.[1] ?? world.now);

  /** Whether a text is a page as a viewer sees it, at some moment. */
  function isPage(path: string, text: string, viewer: Viewer): boolean {
    const moment = momentOf(text);
    const made = moment <= world.now ? view(world, path, viewer, moment) : undefined;
    return made !== undefined && squeeze(textOf(made)) === text;
  }

  /** The moment since which the page's content has been as it was at another moment. */
  const sinceOf = (path: string, moment: number): number => view(world, path, NOBODY, moment)?.since ?? 0;

  function judgeOnline(path: string, text: string, { viewer, session }: Seen): string | undefined {
    const isOwn = ({ path: at, session: whose, text: sent }: Shown) =>
      at === path && whose === session && squeeze(sent) === text;
    if (shown.some(isOwn)) return undefined;
    if (!isPage(path, text, viewer)) return 'it is not what the shop would show to this visitor';
    if (!isPage(path, text, NOBODY)) return 'it is not everyone’s, and the shop was not asked for it';
    const oldest = Math.max(sinceOf(path, shop.commentedAt), latest.get(path) ?? 0);
    return momentOf(text) < oldest ? `it is older than version ${oldest}` : undefined;
  }

  function judgeOffline(path: string, text: string, { sight }: Seen): string | undefined {
    if (SOMEBODYS.test(text)) return 'it is somebody’s';
    return sight.timing === 'offline' || isPage(path, text, NOBODY) ? undefined : 'it is no page of the shop';
  }

  /** What the history may show at any age. What comes from the worker's store has to be everyone's, and theirs. */
  function isPast(
    path: string,
    text: string,
    past: NonNullable<Seen['past']>,
    { sight, viewer }: Seen,
  ): boolean {
    if (past.entry.has(text)) return true;
    if (isPage(path, text, NOBODY) && isPage(path, text, viewer)) return true;
    // The browser's own cache keeps pages of whoever was there before: going back shows them without a worker, too.
    return !FROM_STORE.has(sight.timing ?? '') && past.path.has(text);
  }

  return {
    judge(seen) {
      const text = squeeze(seen.sight.text);
      const path = new URL(seen.sight.place, 'http://shop').pathname;
      if (seen.past && isPast(path, text, seen.past, seen)) return undefined;
      if (!seen.isOnline) return judgeOffline(path, text, seen);
      const fault = judgeOnline(path, text, seen);
      if (/version/.test(text)) latest.set(path, Math.max(latest.get(path) ?? 0, momentOf(text)));
      return fault;
    },
  };
}
