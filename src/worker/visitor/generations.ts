/** The visitor's generations: raised when the visitor may have become another, durable in the settings (rule 36). */
import {
  changedCookies,
  cookieHashes,
  FIRST,
  isSignPath,
  judged,
  raised,
  standingOf,
  survivedBy,
  type Generations,
  type Standing,
} from '../../core/cache/generation.js';
import { isActionUrl } from '../../core/http/request-kind.js';
import type { PageEntry } from '../../core/cache/entry.js';
import type { Context } from '../runtime/context.js';
import { inTime } from '../runtime/timers.js';
import { visitorOf } from './visitor.js';

export type WithGenerations = Pick<Context, 'settings' | 'changeSettings' | 'memory' | 'report' | 'now'>;

/** The generations, after pending changes are written. */
export async function generationsOf(context: WithGenerations): Promise<Generations> {
  const visitor = visitorOf(context);
  await visitor.raising;
  return visitor.unsaved?.generations ?? (await context.settings()).generations ?? FIRST;
}

/** Changes the generations with one durable write. A failed write is reported; the change then holds in memory. */
function changeGenerations(
  context: WithGenerations,
  next: (before: Generations) => Generations,
): Promise<void> {
  const { settings, changeSettings, report } = context;
  const visitor = visitorOf(context);
  const work = changeSettings((stored) => ({
    generations: next(visitor.unsaved?.generations ?? stored.generations ?? FIRST),
  })).then(
    () => {
      visitor.unsaved = undefined;
    },
    async (error: unknown) => {
      const before = visitor.unsaved?.generations ?? (await settings()).generations ?? FIRST;
      visitor.unsaved = { generations: next(before) };
      report(error);
    },
  );
  // The results are dropped: a promise that kept them would hold those of every earlier change.
  visitor.raising = Promise.all([visitor.raising, work]).then(() => undefined);
  return work;
}

/**
 * Raises the generation: stored pages are verified again before they are served.
 * @param cause the path that was written to. Without a cause it is certain that the visitor became another.
 * @param sentIn the generation that the write raised when it was sent, if it was sent earlier
 */
export function raiseGeneration(context: WithGenerations, cause?: string, sentIn?: number): Promise<void> {
  // Responses promised to loading shells were for the visitor of before.
  visitorOf(context).raises += 1;
  return changeGenerations(context, (before) => raised(before, cause, context.now(), sentIn));
}

/** Writes the generations that could not be written. */
export const saveGenerations = async (context: WithGenerations): Promise<void> => {
  if (visitorOf(context).unsaved) await changeGenerations(context, (before) => before);
};

/** Raises the generation after a personal page: all other pages are verified again. */
export const notePersonalPage = (context: WithGenerations): Promise<void> =>
  changeGenerations(context, (before) => ({ ...raised(before, undefined, context.now()), isKnown: true }));

/**
 * Notes whether the visitor's page was the stored one: causes that change no page are suspected less.
 * @param to the visitor's generation when the page was requested
 * @returns the causes that the page has survived
 */
export async function noteComparison(
  context: WithGenerations,
  entry: PageEntry,
  to: number,
  same: boolean,
): Promise<string[]> {
  const comparison = { from: entry.generation ?? 0, to, same };
  const generations = await generationsOf(context);
  if (judged(generations, comparison) !== generations)
    await changeGenerations(context, (before) => judged(before, comparison));
  return survivedBy(entry, generations, comparison);
}

/** A navigation waits no longer for the browser to list its cookies. */
const COOKIE_TIMEOUT_MS = 300;

/** Firefox (153) lists no cookies in a worker that was stopped and started again. */
const maySeeNoCookies = (): boolean => navigator.userAgent.includes('Firefox/');

interface CookieReader {
  getAll(): Promise<{ name?: string; value?: string }[]>;
}

/** Raises the generation if a cookie that scripts can read has changed: a language, a theme, a consent. */
export async function raiseForChangedCookies(context: WithGenerations): Promise<void> {
  const { cookieStore } = globalThis as { cookieStore?: CookieReader };
  const { settings, changeSettings, report } = context;
  const visitor = visitorOf(context);
  const all =
    cookieStore &&
    (await inTime(
      cookieStore.getAll().catch(() => undefined),
      COOKIE_TIMEOUT_MS,
    ));
  if (!all || (!all.length && maySeeNoCookies())) return;
  const cookies = cookieHashes(all);
  const names = changedCookies(visitor.cookies ?? (await settings()).cookies ?? {}, cookies);
  if (!names.length) return;
  visitor.cookies = cookies;
  await Promise.all(names.map((name) => raiseGeneration(context, `cookie ${name}`)));
  await changeSettings({ cookies }).catch(report);
}

/** A browser follows a redirect within this time. */
const REDIRECT_FOLLOW_MS = 5000;

/** Whether a stored page is verified for this visitor. After a redirect a navigation is verified first. */
export async function standingFor(
  context: WithGenerations,
  entry: PageEntry,
  { mode, url }: Request,
  isRedirected: boolean,
): Promise<Standing> {
  const { now } = context;
  const visitor = visitorOf(context);
  const standing = standingOf(entry, await generationsOf(context));
  if (standing === 'unverified' || mode !== 'navigate') return standing;
  const followsRedirect = isRedirected || Math.abs(now() - visitor.redirectedAt) < REDIRECT_FOLLOW_MS;
  // A URL that acts is requested from the origin each time, even if its page looks the same.
  const given = new URL(url);
  const acts = isSignPath(given.pathname) || isActionUrl(given);
  return visitor.proofs.size || followsRedirect || acts ? 'check-first' : standing;
}
