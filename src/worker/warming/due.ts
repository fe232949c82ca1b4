/** Which pages of a plan are due: looked up many at a time, without their bodies. */
import { isDue, type WarmPage } from '../../core/cache/warm-queue.js';
import type { Plan } from './plan.js';
import type { Context } from '../runtime/context.js';
import type { Routes } from '../lookup/routes.js';
import { lookUp, targetOf, type Target } from '../lookup/target.js';

/** A page that is due. */
export interface DuePage {
  /** In the queue. */
  readonly place: number;
  readonly target: Target;
  /** The number of the last mark, where nothing is stored. */
  readonly fence: number | undefined;
}

const PAGE = { accept: 'text/html' };
/** How many pages are looked up together: no more than are asked for before long. */
const LOOKUP_BATCH = 32;

/**
 * Takes one page after the other that is due.
 * @param finish is told of those that are not, with the bytes that are stored
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
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const found: { place: number; target: Target }[] = [];
    for (const place of places.splice(0, LOOKUP_BATCH)) {
      const url = pages[place]?.url ?? '';
      const route = routes.find(url);
      const target = route && (await targetOf(context, route, new Request(url, { headers: PAGE })));
      if (target && !target.bypass) found.push({ place, target });
      else finish(place);
    }
    const peeked = await context.use((store) => store.getMany(found.map(({ target }) => target.key)));
    for (const [at, { fence, ...stored }] of peeked.entries()) {
      const { place, target } = found[at] as { place: number; target: Target };
      // Of a page that varies, it is yet to be seen which one is meant.
      const known = stored.entry?.kind === 'vary' ? await lookUp(context, target) : stored;
      if (isDue(pages[place] as WarmPage, known, context.now()))
        ready.push({ place, target, fence: stored.entry ? undefined : fence });
      else finish(place, known.entry?.size);
    }
  };
  return async () => {
    while (!ready.length && (looking || places.length))
      await (looking ??= look().finally(() => {
        looking = undefined;
      }));
    return ready.shift();
  };
}
