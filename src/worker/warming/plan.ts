/** What there is to generate ahead, in the store: read anew from time to time, and gone on with otherwise. */
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
  /** Milliseconds since the epoch; when some paths are read again. */
  readonly until: number;
}

/** Which paths are read: those whose time has come, or all of them. */
export type Which = 'due' | 'all';

const DAY = 86_400_000;
/** Milliseconds after which paths are read again: that they could not be read; that changed pages have dates. */
const [RETRY, HOUR] = [300_000, 3_600_000];
/** How many pages of each deployment are looked at for what the visitor uses. */
const MAX_RECENT_PAGES = 1000;
/** Milliseconds that a long list may take. */
const WRITE_TIMEOUT_MS = 10_000;

/** Whether a moment up to a day ahead is still to come; beyond, the clock was set back. */
export const isToCome = (moment: number, now: number): boolean => moment > now && moment <= now + DAY;

/** Whether the route's paths say what it answers, and are not in the config itself (rule 11). */
const answersListed = ({ fallback, paths }: ResolvedRoute): boolean =>
  fallback === false && !Array.isArray(paths);

/** When this visitor last used which pages of the deployments that are kept, by URL. */
async function usedPages({ use, settings }: Context, deployment: string): Promise<Map<string, number>> {
  const { deployments } = await settings();
  const used = new Map<string, number>();
  for (const id of new Set([deployment, ...deployments])) {
    const pages = await use((store) => store.recent(scopeOf(id, ''), MAX_RECENT_PAGES));
    for (const { url, usedAt } of pages.filter(wasUsed)) used.set(url, Math.max(usedAt, used.get(url) ?? 0));
  }
  return used;
}

/** Reads the paths of a route. What can't be read is reported, leaves what was known, and is tried again soon. */
async function list(
  context: Context,
  routes: Routes,
  route: ResolvedRoute,
  had: Listed | undefined,
): Promise<[pages: WarmPage[], listed: Listed]> {
  const { now, report } = context;
  try {
    const pages = await pathsOf(context, routes, route);
    const until = now() + (pages.some(({ changed }) => changed) ? HOUR : DAY);
    const pathnames = answersListed(route) ? pages.map(({ url }) => pathAndQuery(url)) : undefined;
    return [pages, { until, pathnames }];
  } catch (error) {
    report(error);
    return [[], { ...had, until: now() + RETRY }];
  }
}

/** Nothing is done yet of the queue that was made then. */
const begun = (at: number): Progress => ({ at, done: 0, beyond: [], bytes: 0, failures: 0, retryAt: 0 });

/** What is stored of a deployment's plan. A progress that belongs to another queue is none. */
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
  return { lists, queue, progress: progress?.at === queue.at ? progress : begun(queue.at) };
}

/**
 * The plan of a deployment. Paths whose time has come are read again, or all, as a new worker does; what they name comes
 * on top of what is left.
 */
export async function planOf(
  context: Context,
  routes: Routes,
  deployment: string,
  which: Which,
): Promise<Plan> {
  const { use, now, config } = context;
  const warms = config.warm !== false;
  const { queue, progress, ...had } = await readPlan(context, deployment);
  const lists = { ...had.lists };
  const wanted = config.routes.filter((route) => (warms ? route.paths : answersListed(route)));
  const due = wanted.filter(({ name }) => which === 'all' || !isToCome(lists[name]?.until ?? 0, now()));
  const pages: WarmPage[] = [];
  for (const route of due) {
    const [more, read] = await list(context, routes, route, lists[route.name]);
    lists[route.name] = read;
    if (warms) pages.push(...more);
  }
  const until = Math.min(now() + DAY, ...wanted.map(({ name }) => lists[name]?.until ?? Infinity));
  if (!due.length) return { deployment, queue, progress, until };

  pages.push(...queue.pages.filter((_, at) => at >= progress.done && !progress.beyond.includes(at)));
  const sorted = byPopularity(pages, await usedPages(context, deployment));
  const at = now();
  const plan = {
    queue: { at, pages: sorted.slice(0, config.limits.maxEntries) },
    progress: begun(at),
  };
  await use(async (store) => {
    await store.setState(`${deployment}\nqueue`, plan.queue);
    await store.setState(`${deployment}\nprogress`, plan.progress);
    await store.setState(`${deployment}\npaths`, lists);
  }, WRITE_TIMEOUT_MS);
  listedPathnames(context).clear();
  return { ...plan, deployment, until };
}
