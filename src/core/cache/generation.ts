/**
 * Generations (rule 36). After a login, a logout or a new basket, a visitor may get other pages. Each write, and each
 * other possible cause, raises the generation. A page verified in an earlier generation is verified again before
 * it is served, or in the background if the cause has repeatedly changed no page.
 */

/** A cause of a new generation: a path that was written to, or a cookie's name. */
export interface Cause {
  /** The latest generation that this cause raised. */
  readonly at: number;
  /** The first generation that it raised since it last changed a page. Older pages were never compared after it. */
  readonly since: number;
  /** How many times in a row it changed no page. */
  readonly quiet: number;
  /** Whether a page has been compared since its latest generation. */
  readonly judged?: boolean;
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

/** A cause that changed no page this many times in a row is checked in the background. */
const MIN_QUIET = 3;
const MAX_CAUSES = 50;

/**
 * `verified`: in this generation. `check-first`: compared before it is served. `check-behind`: served, and compared in
 * the background. `unverified`: never compared with a visitor's own copy.
 */
export type Standing = 'verified' | 'check-behind' | 'check-first' | 'unverified';

/** Whether a cause may have changed a page of this generation. */
const isSuspect = ({ at, since, quiet }: Cause, generation: number): boolean =>
  generation < (quiet < MIN_QUIET ? at : since);

/** The standing of a page of this generation. Pages of older versions have no generation and were never verified. */
export function standingOf(generation = UNVERIFIED, generations: Generations): Standing {
  const { current, certain, causes } = generations;
  if (generation === UNVERIFIED) return 'unverified';
  if (generation === current) return 'verified';
  // Above the current generation: the settings were lost.
  if (generation > current) return 'check-first';
  const isFirst = generation < certain || Object.values(causes).some((cause) => isSuspect(cause, generation));
  return isFirst ? 'check-first' : 'check-behind';
}

/**
 * Raises the generation.
 * @param cause undefined if the visitor certainly changed
 * @param now milliseconds since the epoch: keeps generations unique after the settings were lost
 */
export function raised(given: Generations, cause?: string, now = 0): Generations {
  const current = Math.max(given.current + 1, now);
  if (cause === undefined) return { ...given, current, certain: current };
  const others = Object.entries(given.causes).filter(([name]) => name !== cause);
  const forgotten = others.slice(0, 1 - MAX_CAUSES).map(([, { at }]) => at);
  const { quiet, since } = given.causes[cause] ?? { quiet: 0, since: current };
  return {
    ...given,
    current,
    certain: Math.max(given.certain, ...forgotten),
    causes: Object.fromEntries([...others.slice(1 - MAX_CAUSES), [cause, { at: current, since, quiet }]]),
  };
}

/**
 * Updates the causes since the page's generation, after the page was compared again.
 * @param same whether the page is still the stored one
 */
export function judged(given: Generations, generation: number, same: boolean): Generations {
  const { causes } = given;
  const judge = (cause: Cause): Cause => {
    if (cause.at <= generation || (same && cause.judged)) return cause;
    const { at, since, quiet } = cause;
    return same ? { at, since, quiet: quiet + 1, judged: true } : { at, since: at, quiet: 0, judged: true };
  };
  return {
    ...given,
    causes: Object.fromEntries(Object.entries(causes).map(([name, cause]) => [name, judge(cause)])),
  };
}

/** Whether `judged` would change anything. Usually it does not: all causes are judged already. */
export const isUnjudged = ({ causes }: Generations, generation: number, same: boolean): boolean =>
  Object.values(causes).some(
    ({ at, quiet, judged }) => at > generation && (same ? !judged : quiet || !judged),
  );

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
