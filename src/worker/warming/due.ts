/** Selects the pages of a plan that are due. Many pages are looked up at a time, without their bodies. */
import { entryWeight } from '../../core/cache/eviction.js';
import { isDue, type WarmPage } from '../../core/cache/warm-queue.js';
import type { Plan } from './plan.js';
import type { Context } from '../runtime/context.js';
import type { Routes } from '../lookup/routes.js';
import { targetOf, type Target } from '../lookup/target.js';
import { lookUp } from '../lookup/lookup.js';

export interface DuePage {
  /** Index in the queue. */
  readonly place: number;
  readonly target: Target;
  /** Number of the last invalidation. Undefined if the page is stored: it has to be looked up with its body. */
  readonly fence: number | undefined;
}

const HEADERS = { accept: 'text/html' };
/** As many pages as are fetched at once over HTTP/2: a page that was looked up earlier may no longer be due. */
const LOOKUP_BATCH = 32;

/**
 * Returns a function that takes the next due page.
 * @param finish called with each page that is not due, and its stored size in bytes
 */
export function createDuePages(
  context: Context,
  routes: Routes,
  { queue: { pages }, progress: { done, beyond, late = [] } }: Plan,
  finish: (place: number, size?: number) => void,
): () => Promise<DuePage | undefined> {
  const left = [...pages.keys()].filter((place) => place >= done && !beyond.includes(place));
  const places = [
    ...left.filter((place) => !late.includes(place)),
    ...left.filter((place) => late.includes(place)),
  ];
  const ready: DuePage[] = [];
  let lookingUp: Promise<void> | undefined;

  const lookUpBatch = async (): Promise<void> => {
    const candidates: { place: number; target: Target }[] = [];
    for (const place of places.splice(0, LOOKUP_BATCH)) {
      const url = pages[place]?.url ?? '';
      const route = routes.find(url);
      const target = route && (await targetOf(context, route, new Request(url, { headers: HEADERS })));
      if (target && !target.bypass) candidates.push({ place, target });
      else finish(place);
    }
    const keys = candidates.map(({ target }) => target.key);
    const rows = await context.use((store) => store.getMany(keys));
    for (const [at, { fence, ...row }] of rows.entries()) {
      const { place, target } = candidates[at] as { place: number; target: Target };
      // A `vary` entry leads to the variant.
      const stored = row.entry?.kind === 'vary' ? await lookUp(context, target) : row;
      if (isDue(pages[place] as WarmPage, stored, context.now()))
        ready.push({ place, target, fence: row.entry ? undefined : fence });
      else finish(place, stored.entry && entryWeight(stored.entry));
    }
  };
  return async () => {
    while (!ready.length && (lookingUp || places.length))
      await (lookingUp ??= lookUpBatch().finally(() => {
        lookingUp = undefined;
      }));
    return ready.shift();
  };
}
