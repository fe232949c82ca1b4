/** Marks pages as out of date, on demand (rule 31): asked for by a page, by a push message, or after a write. */
import { failure } from '../../shared/errors.js';
import { marksOn, pathMark, prefixMark, tagMark } from '../../core/cache/invalidation.js';
import type { Invalidated } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import { prefetch } from '../regeneration/prefetch.js';
import type { CommandContext, Routes } from '../lookup/routes.js';
import { ownScopes, targetOf } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';
import { parseUrl, pathAndQuery } from '../runtime/url.js';

/** How many pages, the latest used, are looked at to be regenerated at once. */
const MAX_RECENT_PAGES = 500;
/** Milliseconds: one push reaches all browsers at the same moment, a page's call the other tabs of one. */
export const JITTER_MS = { push: 10_000, page: 1000 };

/** The name of the mark for a path or a URL; one that has a query stands for that one page. */
async function markFor(context: Context, routes: Routes, path: string): Promise<string> {
  const url = new URL(path, location.origin);
  if (url.pathname.endsWith('/*')) return prefixMark(url.pathname.slice(0, -2));
  const found = url.search && routes.find(url.href);
  return found
    ? pathAndQuery((await targetOf(context, found, new Request(url))).url)
    : pathMark(url.pathname);
}

/** Milliseconds that marks may take: they wait for each other where many come at once. */
const WRITE_TIMEOUT_MS = 10_000;

/** Writes the marks, and tells all pages. */
export async function writeMarks(
  { use, notifier }: Context,
  names: readonly string[],
  detail: Invalidated,
): Promise<void> {
  if (!names.length) return;
  await use((store) => store.invalidate(names, detail.mode), WRITE_TIMEOUT_MS);
  notifier.tell('invalidated', detail);
}

const isTexts = (given: unknown): boolean =>
  Array.isArray(given) && given.every((one) => typeof one === 'string' && one);

const isOurs = (path: string): boolean => parseUrl(path, location.origin)?.origin === location.origin;

function assertRight({ tags, paths, mode }: Invalidated): void {
  const wrong = !isTexts(tags)
    ? 'the tags are no list of texts'
    : !isTexts(paths) || !paths.every(isOurs)
      ? 'the paths are no list of paths of this site'
      : !['soft', 'hard'].includes(mode) && `the mode is "${mode}"`;
  if (wrong)
    throw failure(
      'bad-request',
      'revalidate',
      wrong,
      'Give tags, or paths such as "/a", and "soft" or "hard"',
    );
}

/** Regenerates the marked pages among the latest used: if not `all`, those whose route is `eager`. */
async function regenerateMarked(
  command: CommandContext,
  { names, all, jitter }: { names: readonly string[]; all?: boolean | undefined; jitter: number },
): Promise<void> {
  const { context, routes } = command;
  const lists = await Promise.all(
    (await ownScopes(context)).map((scope) => context.use((store) => store.recent(scope, MAX_RECENT_PAGES))),
  );
  const pages = lists
    .flat()
    .filter((entry) => marksOn(entry).some((name) => names.includes(name)))
    .filter(({ url }) => all || routes.find(url)?.route.eager);
  if (!pages.length) return;
  await sleep(context.random() * jitter);
  const urls = pages.map(({ url }) => url);
  await prefetch(command, urls, pages);
}

/**
 * Marks as out of date what goes by these tags and paths. Those that are to be regenerated at once are, after a
 * random while, so that not all browsers ask the origin in step.
 * @throws IsrError `bad-request`, `storage`
 */
export async function invalidate(
  command: CommandContext,
  { tags = [], paths = [], mode = 'soft', eager }: Partial<Invalidated> & { eager?: boolean },
  jitter: number,
): Promise<void> {
  const { context, routes, event } = command;
  assertRight({ tags, paths, mode });
  const named = await Promise.all(paths.map((path) => markFor(context, routes, path)));
  const names = [...tags.map(tagMark), ...named];
  await writeMarks(context, names, { tags, paths, mode });
  if (eager || context.config.routes.some((route) => route.eager))
    event.waitUntil(regenerateMarked(command, { names, all: eager, jitter }).catch(context.report));
}

/** A push message `{ type: 'revalidate', tags, paths, mode, eager }`; any other is somebody else's. */
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
