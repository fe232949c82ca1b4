/** Who the visitor is, as far as it bears on their pages: the generations, durable in the settings (rule 36). */
import {
  changedCookies,
  cookieHashes,
  FIRST,
  isSignPath,
  isUnjudged,
  judged,
  raised,
  standingOf,
  type Generations,
  type Standing,
} from '../../core/cache/generation.js';
import type { PageEntry } from '../../core/cache/entry.js';
import type { Context } from '../runtime/context.js';
import { sleep } from '../runtime/timers.js';
import { visitorOf } from './visitor.js';

export type WithGenerations = Pick<Context, 'settings' | 'changeSettings' | 'memory' | 'report' | 'now'>;

/** The generations, once what raises them is written. */
export async function generationsOf(context: WithGenerations): Promise<Generations> {
  const visitor = visitorOf(context);
  await visitor.raising;
  return visitor.unsaved?.generations ?? (await context.settings()).generations ?? FIRST;
}

/** Changes them with one durable write. One that fails is reported, and holds as long as the worker runs. */
function change(context: WithGenerations, next: (had: Generations) => Generations): Promise<void> {
  const { settings, changeSettings, report } = context;
  const visitor = visitorOf(context);
  const work = changeSettings((had) => ({
    generations: next(visitor.unsaved?.generations ?? had.generations ?? FIRST),
  })).then(
    () => {
      visitor.unsaved = undefined;
    },
    async (error: unknown) => {
      const had = visitor.unsaved?.generations ?? (await settings()).generations ?? FIRST;
      visitor.unsaved = { generations: next(had) };
      report(error);
    },
  );
  visitor.raising = Promise.all([visitor.raising, work]);
  return work;
}

/**
 * Raises the generation: stored pages are shown again before they are served.
 * @param cause the path that was written to; none where it is certain that the visitor became another
 */
export function raise(context: WithGenerations, cause?: string): Promise<void> {
  // What was answered to the visitor of before is for nobody now.
  visitorOf(context).raises += 1;
  return change(context, (had) => raised(had, cause, context.now()));
}

/** A page turned out to be the visitor's own: all others are shown again. */
export const noteKnown = (context: WithGenerations): Promise<void> =>
  change(context, (had) => ({ ...raised(had, undefined, context.now()), isKnown: true }));

/** Notes whether a page that was shown again is the page that was stored. */
export async function judge(
  context: WithGenerations,
  { generation = 0 }: PageEntry,
  same: boolean,
): Promise<void> {
  if (isUnjudged(await generationsOf(context), generation, same))
    await change(context, (had) => judged(had, generation, same));
}

/** Milliseconds for which a navigation waits for the browser's cookies. */
const COOKIE_TIMEOUT_MS = 300;

/** Firefox (153) shows no cookie at all to a worker that was stopped and started again. */
const isForgetful = (): boolean => navigator.userAgent.includes('Firefox/');

interface CookieReader {
  getAll(): Promise<{ name?: string; value?: string }[]>;
}

/** Raises the generation where a cookie that scripts can read has changed: a language, a theme, a consent. */
export async function noteCookies(context: WithGenerations): Promise<void> {
  const { cookieStore } = globalThis as { cookieStore?: CookieReader };
  const { settings, changeSettings, report } = context;
  const visitor = visitorOf(context);
  const all = await Promise.race([cookieStore?.getAll().catch(() => undefined), sleep(COOKIE_TIMEOUT_MS)]);
  if (!all || (!all.length && isForgetful())) return;
  const cookies = cookieHashes(all);
  const names = changedCookies(visitor.cookies ?? (await settings()).cookies ?? {}, cookies);
  if (!names.length) return;
  visitor.cookies = cookies;
  await Promise.all(names.map((name) => raise(context, `cookie ${name}`)));
  await changeSettings({ cookies }).catch(report);
}

/** Milliseconds in which a browser follows a redirect. */
const REDIRECT_FOLLOW_MS = 5000;

/** Where a stored page stands for this request. */
export async function standing(
  context: WithGenerations,
  entry: PageEntry,
  { mode, url }: Request,
  isRedirected: boolean,
): Promise<Standing> {
  const { now } = context;
  const visitor = visitorOf(context);
  const found = standingOf(entry.generation, await generationsOf(context));
  if (found === 'unshown' || mode !== 'navigate') return found;
  const follows = isRedirected || Math.abs(now() - visitor.redirectedAt) < REDIRECT_FOLLOW_MS;
  // A page that signs in or out is requested from the origin each time, though it looks the same.
  const signs = isSignPath(new URL(url).pathname);
  return visitor.proofs.size || follows || signs ? 'check-first' : found;
}
