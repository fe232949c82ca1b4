/** Invalidates pages on demand (rule 31): by a call of a page, by a push message, or after a write. */
import { failure } from '../../shared/errors.js';
import { marksOn, pathMark, prefixMark, tagMark } from '../../core/cache/invalidation.js';
import type { Invalidated } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import { prefetch } from '../regeneration/prefetch.js';
import type { CommandContext, Routes } from '../lookup/routes.js';
import { ownScopes, targetOf } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl, pathAndQuery } from '../runtime/url.js';

/** Only the latest used pages are regenerated at once. */
const MAX_RECENT_PAGES = 500;
/** Longest random delay of `eager` regenerations. A push reaches all browsers at the same moment; a page's call only one. */
export const JITTER_MS = { push: 10_000, page: 1000 };

/** The name of the mark for a path or URL. A URL with a query invalidates that page only. */
async function markFor(context: Context, routes: Routes, path: string): Promise<string> {
  const url = new URL(path, location.origin);
  if (url.pathname.endsWith('/*')) return prefixMark(url.pathname.slice(0, -2));
  const matched = url.search && routes.find(url.href);
  return matched
    ? pathAndQuery((await targetOf(context, matched, new Request(url))).url)
    : pathMark(url.pathname);
}

/** Concurrent invalidations wait for each other. */
const WRITE_TIMEOUT_MS = 10_000;

const storeMarks = ({ use }: Context, names: readonly string[], mode: Invalidated['mode']): Promise<void> =>
  use((store) => store.invalidate(names, mode), WRITE_TIMEOUT_MS);

/** The names of the marks for tags and paths. */
export const markNames = async (
  context: Context,
  routes: Routes,
  { tags, paths }: Pick<Invalidated, 'tags' | 'paths'>,
): Promise<string[]> => [
  ...tags.map(tagMark),
  ...(await Promise.all(paths.map((path) => markFor(context, routes, path)))),
];

/** Writes invalidation marks, and tells all open pages. */
export async function writeMarks(
  context: Context,
  names: readonly string[],
  detail: Invalidated,
): Promise<void> {
  if (!names.length) return;
  await storeMarks(context, names, detail.mode);
  context.notifier.tell('invalidated', detail);
}

const isStringArray = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item);

const isOnSite = (path: string): boolean => parseUrl(path, location.origin)?.origin === location.origin;

function assertValid({ tags, paths, mode }: Invalidated): void {
  const fault = !isStringArray(tags)
    ? 'tags is not an array of strings'
    : !isStringArray(paths) || !paths.every(isOnSite)
      ? 'paths is not an array of paths of this site'
      : !['soft', 'hard'].includes(mode) && 'the mode is neither "soft" nor "hard"';
  if (fault)
    throw failure(
      'bad-request',
      'revalidate',
      fault,
      'Give tags, or paths such as "/a", and "soft" or "hard"',
    );
}

/** Regenerates the marked pages among the latest used: all of them, or those whose route is `eager`. */
async function regenerateMarked(
  command: CommandContext,
  { names, all, jitter }: { names: readonly string[]; all?: boolean | undefined; jitter: number },
): Promise<void> {
  const { context, routes } = command;
  const lists = await Promise.all(
    (await ownScopes(context)).map((scope) => context.use((store) => store.recent(scope, MAX_RECENT_PAGES))),
  );
  const marked = new Set(names);
  const pages = lists
    .flat()
    .filter((entry) => marksOn(entry).some((name) => marked.has(name)))
    .filter(({ url }) => all || routes.find(url)?.route.eager);
  if (!pages.length) return;
  await sleep(context.random() * jitter);
  const urls = pages.map(({ url }) => url);
  await prefetch(command, urls, pages);
}

/** Tells open pages of marks that were written, and regenerates eager pages. */
export function announceMarks(
  command: CommandContext,
  names: readonly string[],
  detail: Invalidated,
  { eager, jitter }: { eager?: boolean | undefined; jitter: number },
): void {
  const { context, event } = command;
  context.notifier.tell('invalidated', detail);
  if (eager || context.config.routes.some((route) => route.eager))
    event.waitUntil(regenerateMarked(command, { names, all: eager, jitter }).catch(context.report));
}

/**
 * Invalidates the pages with these tags and paths. Eager pages are regenerated after a random delay, so that browsers do
 * not all ask the origin at the same moment.
 * @throws IsrError `bad-request`, `storage`
 */
export async function invalidate(
  command: CommandContext,
  { tags = [], paths = [], mode = 'soft', eager }: Partial<Invalidated> & { eager?: boolean },
  jitter: number,
): Promise<void> {
  const { context, routes } = command;
  assertValid({ tags, paths, mode });
  const names = await markNames(context, routes, { tags, paths });
  if (!names.length) return;
  await storeMarks(context, names, mode);
  announceMarks(command, names, { tags, paths, mode }, { eager, jitter });
}

/** Obeys a push message `{ type: 'revalidate', tags, paths, mode, eager }`, and ignores all others. */
export async function obeyPush(command: CommandContext, data: PushMessageData | null): Promise<void> {
  let message: { type?: unknown } | null | undefined;
  try {
    message = data?.json() as typeof message;
  } catch {
    return;
  }
  if (message?.type === 'revalidate')
    await invalidate(command, message as Partial<Invalidated>, JITTER_MS.push).catch(command.context.report);
}
