/** The plan of warming: a queue of pages and the progress in it, both in the store. `paths` are read again at times. */
import type { ResolvedRoute } from '../../config/resolve.js';
import {
  byPopularity,
  wasUsed,
  type WarmPage,
  type Listed,
  type Progress,
  type Queue,
} from '../../core/cache/warm-queue.js';
import { scopeOf } from '../../core/cache/key.js';
import type { Context } from '../runtime/context.js';
import { listedPathnames } from '../lookup/listed-paths.js';
import { pathsOf } from './paths.js';
import type { Routes } from '../lookup/routes.js';
import { pathAndQuery } from '../runtime/url.js';

export interface Plan {
  readonly deployment: string;
  readonly queue: Queue;
  readonly progress: Progress;
  /** When some `paths` are read again, in milliseconds since the epoch. */
  readonly until: number;
}

/** The `paths` to read: only those that are due, or all. */
export type PathSelection = 'due' | 'all';

/** Paths are read again after a day; after an hour if their sitemap has `lastmod`; sooner if reading failed. */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const RETRY_MS = 300_000;
/** In each deployment. */
const MAX_RECENT_PAGES = 1000;
/** Lists of paths may be long. */
const WRITE_TIMEOUT_MS = 10_000;

/** Whether a moment is in the next 24 hours. Later moments are wrong: the clock was set back. */
export const isWithinNextDay = (moment: number, now: number): boolean =>
  moment > now && moment <= now + DAY_MS;

/** Whether the route answers only its `paths`, and they are not in the config itself (rule 11). */
const answersListed = ({ fallback, paths }: ResolvedRoute): boolean =>
  fallback === false && !Array.isArray(paths);

/** When the visitor last used each page, by URL, over all kept deployments. */
async function usedPages({ use, settings }: Context, deployment: string): Promise<Map<string, number>> {
  const { deployments } = await settings();
  const used = new Map<string, number>();
  for (const id of new Set([deployment, ...deployments])) {
    const pages = await use((store) => store.recent(scopeOf(id, ''), MAX_RECENT_PAGES));
    for (const { url, usedAt } of pages.filter(wasUsed)) used.set(url, Math.max(usedAt, used.get(url) ?? 0));
  }
  return used;
}

/** Reads the paths of a route. A failure is reported; the stored list stays, and is read again soon. */
async function readPaths(
  context: Context,
  routes: Routes,
  route: ResolvedRoute,
  stored: Listed | undefined,
): Promise<[pages: WarmPage[], listed: Listed]> {
  const { now, report } = context;
  try {
    const pages = await pathsOf(context, routes, route);
    const until = now() + (pages.some(({ changed }) => changed) ? HOUR_MS : DAY_MS);
    const pathnames = answersListed(route) ? pages.map(({ url }) => pathAndQuery(url)) : undefined;
    return [pages, { until, pathnames }];
  } catch (error) {
    report(error);
    return [[], { ...stored, until: now() + RETRY_MS }];
  }
}

const noProgress = (at: number): Progress => ({ at, done: 0, beyond: [], bytes: 0, failures: 0, retryAt: 0 });

/** Reads the stored plan of a deployment. Progress in an older queue is dropped. */
async function readPlan(
  { use }: Context,
  deployment: string,
): Promise<Pick<Plan, 'queue' | 'progress'> & { lists: Readonly<Record<string, Listed>> }> {
  const [lists = {}, queue = { at: 0, pages: [] }, progress] = await use((store) =>
    Promise.all([
      store.state(`${deployment}\npaths`),
      store.state(`${deployment}\nqueue`),
      store.state(`${deployment}\nprogress`),
    ]),
  );
  return { lists, queue, progress: progress?.at === queue.at ? progress : noProgress(queue.at) };
}

/**
 * The plan of a deployment. Its paths are read again if they are due, or all of them for a new worker. The new queue has
 * their pages and the unfinished ones.
 */
export async function planOf(
  context: Context,
  routes: Routes,
  deployment: string,
  selection: PathSelection,
): Promise<Plan> {
  const { use, now, config } = context;
  const warms = config.warm !== false;
  const { queue, progress, ...stored } = await readPlan(context, deployment);
  const lists = { ...stored.lists };
  const withPaths = config.routes.filter((route) => (warms ? route.paths : answersListed(route)));
  const due = withPaths.filter(
    ({ name }) => selection === 'all' || !isWithinNextDay(lists[name]?.until ?? 0, now()),
  );
  const pages: WarmPage[] = [];
  for (const route of due) {
    const [routePages, listed] = await readPaths(context, routes, route, lists[route.name]);
    lists[route.name] = listed;
    if (warms) pages.push(...routePages);
  }
  const until = Math.min(now() + DAY_MS, ...withPaths.map(({ name }) => lists[name]?.until ?? Infinity));
  if (!due.length) return { deployment, queue, progress, until };

  pages.push(...queue.pages.filter((_, at) => at >= progress.done && !progress.beyond.includes(at)));
  const sorted = byPopularity(pages, await usedPages(context, deployment));
  const at = now();
  const plan = {
    queue: { at, pages: sorted.slice(0, config.limits.maxEntries) },
    progress: noProgress(at),
  };
  await use(async (store) => {
    await store.setState(`${deployment}\nqueue`, plan.queue);
    await store.setState(`${deployment}\nprogress`, plan.progress);
    await store.setState(`${deployment}\npaths`, lists);
  }, WRITE_TIMEOUT_MS);
  listedPathnames(context).clear();
  return { ...plan, deployment, until };
}
