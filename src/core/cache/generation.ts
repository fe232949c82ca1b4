/**
 * Generations (rule 36). After a login, a logout or a new basket, a visitor may get other pages. Each write, and each
 * other possible cause, raises the generation. A page verified in an earlier generation is verified again before
 * it is served, or in the background if the cause has repeatedly changed no page.
 */

/** A cause of a new generation: a path that was written to, or a cookie's name. */
export interface Cause {
  /** The latest generation that this cause raised. */
  readonly at: number;
  /** The first generation that it raised since it last changed a page. */
  readonly since: number;
  /** How many times in a row it changed no page. */
  readonly quiet: number;
  /** Whether a page has been compared since its latest generation. */
  readonly judged?: boolean;
  /** The generation that its write raised when it was sent, if it has raised another since. @default at */
  readonly sentIn?: number | undefined;
}

export interface Generations {
  readonly current: number;
  /** The latest generation that certainly changed the visitor, or whose cause was forgotten. */
  readonly certain: number;
  readonly causes: Readonly<Record<string, Cause>>;
  /** This visitor was sent a personal page. An anonymous answer alone no longer verifies a new page for them. */
  readonly isKnown?: boolean;
}

export const FIRST: Generations = { current: 0, certain: 0, causes: {} };
/** The generation of a page that was stored without being verified. */
export const UNVERIFIED = -1;

/** What a stored page says of its comparisons with visitors' own pages. */
export interface Verification {
  /** The generation in which it was last the same. Missing in pages of older versions. */
  readonly generation?: number;
  /** Causes that it was compared after, and that left it as it was. */
  readonly survived?: readonly string[] | undefined;
}

/** A cause that changed no page this many times in a row is checked in the background. */
const MIN_QUIET = 3;
const MAX_CAUSES = 50;

/**
 * `verified`: in this generation. `check-first`: compared before it is served. `check-behind`: served, and compared in
 * the background. `unverified`: never compared with a visitor's own copy.
 */
export type Standing = 'verified' | 'check-behind' | 'check-first' | 'unverified';

/** The standing of a page. Pages of older versions have no generation and were never verified. */
export function standingOf(page: Verification, generations: Generations): Standing {
  const { generation = UNVERIFIED, survived } = page;
  const { current, certain, causes } = generations;
  /** Whether a cause may have changed the page: a basket may be filled from pages that do not show it. */
  const isSuspect = ([name, { at, since, quiet }]: [string, Cause]): boolean =>
    generation < (quiet < MIN_QUIET || !survived?.includes(name) ? at : since);
  if (generation === UNVERIFIED) return 'unverified';
  if (generation === current) return 'verified';
  // Above the current generation: the settings were lost.
  if (generation > current) return 'check-first';
  const isFirst = generation < certain || Object.entries(causes).some(isSuspect);
  return isFirst ? 'check-first' : 'check-behind';
}

/**
 * Raises the generation.
 * @param cause undefined if the visitor certainly changed
 * @param now milliseconds since the epoch: keeps generations unique after the settings were lost
 * @param sentIn the generation that the cause's write raised when it was sent, if it was sent earlier
 */
export function raised(given: Generations, cause?: string, now = 0, sentIn?: number): Generations {
  const current = Math.max(given.current + 1, now);
  if (cause === undefined) return { ...given, current, certain: current };
  const others = Object.entries(given.causes).filter(([name]) => name !== cause);
  const forgotten = others.slice(0, 1 - MAX_CAUSES).map(([, { at }]) => at);
  const { quiet, since } = given.causes[cause] ?? { quiet: 0, since: current };
  return {
    ...given,
    current,
    certain: Math.max(given.certain, ...forgotten),
    causes: Object.fromEntries([
      ...others.slice(1 - MAX_CAUSES),
      [cause, { at: current, since, quiet, sentIn }],
    ]),
  };
}

/** One comparison: from the page's generation to that of the new request. A cause after the request is not judged by it. */
export interface Comparison {
  readonly from: number;
  readonly to: number;
  /** Whether the page is still the stored one. */
  readonly same: boolean;
}

/** Whether a cause's latest generation lies between two comparisons of a page. */
const isBetween = ({ at }: Cause, { from, to }: Comparison): boolean => from < at && at <= to;

/**
 * Whether a cause may be credited with leaving a page as it was: a visitor who filled a basket and then logged out has
 * the page of before again.
 */
const isCredited = ({ at, sentIn = at }: Cause, { certain }: Generations): boolean => sentIn > certain;

/**
 * Updates the causes between the page's generation and the comparison.
 * @returns the same object if nothing changes, as usual: all causes are judged already
 */
export function judged(given: Generations, comparison: Comparison): Generations {
  const { same } = comparison;
  let next = given;
  for (const [name, cause] of Object.entries(given.causes)) {
    const { at, since, quiet, sentIn } = cause;
    if (!isBetween(cause, comparison) || (cause.judged && (same || !quiet))) continue;
    if (same && !isCredited(cause, given)) continue;
    const after = same ? { since, quiet: quiet + 1 } : { since: at, quiet: 0 };
    next = { ...next, causes: { ...next.causes, [name]: { at, sentIn, ...after, judged: true } } };
  }
  return next;
}

/** The causes that the page has survived, with those before a comparison that found it the same. */
export const survivedBy = (
  { survived }: Verification,
  generations: Generations,
  comparison: Comparison,
): string[] =>
  Object.entries(generations.causes)
    .filter(
      ([name, cause]) =>
        survived?.includes(name) || (isBetween(cause, comparison) && isCredited(cause, generations)),
    )
    .map(([name]) => name);

/** Whether a path looks like a login or a logout. Such a cause always has pages checked before they are served. */
export const signsIn = (pathname: string): boolean =>
  /log-?(?:in|out)|sign-?(?:in|out|up)|auth|sso|callback|session|verify|confirm|magic/i.test(pathname);

/** Whether a path is a login or a logout. Its responses are never stored as pages. */
export const isSignPath = (pathname: string): boolean =>
  /(?:^|\/)(?:wp-|user-|account-)?(?:log[-_]?(?:in|out|off)|sign[-_]?(?:in|out|up|off)|o?auth2?|sso|magic(?:-link)?)(?:\.\w+)?(?:\/|$)/i.test(
    pathname,
  );

/** Analytics cookies and form tokens: they do not change a page. */
const ANALYTICS =
  /^(?:_g(?:a|id|at|cl|pi)|_dc_gtm|__utm|_fb[pc]|_pk_|mtm_|_hj|_uet|_cl[cs]k|_tt|_pin_|_scid|_rdt|_ym_|_sp_|_li_|_mk|__hs|hubspot|_vw|_vis_opt|optimizely|amp_|amplitude|mp_|ajs_|__cf|cf_|_dd_s|intercom-|ph_|(?:x-?)?(?:csrf|xsrf))/i;

const hash = (text: string): number => {
  let code = 0;
  for (let at = 0; at < text.length; at++) code = (Math.imul(code, 31) + text.charCodeAt(at)) | 0;
  return code;
};

/** Hashes of the cookies that scripts can read, by cookie name. */
export type CookieHashes = Readonly<Record<string, number>>;

export const cookieHashes = (cookies: readonly { name?: string; value?: string }[]): CookieHashes =>
  Object.fromEntries(
    cookies
      .filter(({ name = '' }) => !ANALYTICS.test(name))
      .map(({ name = '', value = '' }) => [name, hash(value)] as const),
  );

/** The names of the cookies that were added, removed or changed. */
export const changedCookies = (before: CookieHashes, after: CookieHashes): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
