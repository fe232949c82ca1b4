/**
 * Generations (rule 36). A visitor can become another: by a login, a logout, a basket. Each write, and whatever else may
 * have made another of them, raises the generation; a page that was shown to be everyone's in an earlier one is shown
 * again before it is served, or behind it where its cause has changed no page for a while.
 */

/** What raised the generation: a path that was written to, or a cookie's name. */
export interface Cause {
  /** The generation that it raised last. */
  readonly at: number;
  /** The generation that it raised first, since it last changed a page. Older pages were never compared after it. */
  readonly since: number;
  /** How often in a row it changed no page. */
  readonly quiet: number;
  /** Whether a page has shown since what it changed. */
  readonly judged?: boolean;
}

export interface Generations {
  readonly current: number;
  /** The last one whose cause is certain, or was forgotten. */
  readonly certain: number;
  readonly causes: Readonly<Record<string, Cause>>;
  /** A page turned out to be this visitor's: what the origin tells nobody is not taken for what it tells them. */
  readonly isKnown?: boolean;
}

export const FIRST: Generations = { current: 0, certain: 0, causes: {} };
/** The generation of a page that was stored without being shown to be everyone's. */
export const UNSHOWN = -1;

/** A cause that changed no page so often in a row is suspected less. */
const QUIET = 3;
const MAX_CAUSES = 50;

/**
 * `shown`: it is everyone's now. `check-behind`: served, and compared behind that. `check-first`: compared first.
 * `unshown`: it was never compared with a visitor's own.
 */
export type Standing = 'shown' | 'check-behind' | 'check-first' | 'unshown';

/** Whether a cause may have changed a page of this generation. */
const isSuspect = ({ at, since, quiet }: Cause, generation: number): boolean =>
  generation < (quiet < QUIET ? at : since);

/** Where a page of this generation stands. One that was stored before there were generations was never shown. */
export function standingOf(generation = UNSHOWN, generations: Generations): Standing {
  const { current, certain, causes } = generations;
  if (generation === UNSHOWN) return 'unshown';
  if (generation === current) return 'shown';
  // A later one than the current: the settings were lost.
  if (generation > current) return 'check-first';
  const isFirst = generation < certain || Object.values(causes).some((cause) => isSuspect(cause, generation));
  return isFirst ? 'check-first' : 'check-behind';
}

/**
 * @param cause none where it is certain that the visitor became another
 * @param now milliseconds since the epoch: no generation comes again where the settings were lost
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
 * What a page that was shown again says of the causes since its own generation.
 * @param same whether it is the page that was stored
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

/** Whether it would say anything: most pages are shown again when all causes are judged. */
export const isUnjudged = ({ causes }: Generations, generation: number, same: boolean): boolean =>
  Object.values(causes).some(
    ({ at, quiet, judged }) => at > generation && (same ? !judged : quiet || !judged),
  );

/** Whether a path looks like one that lets somebody in or out: it is never suspected less. */
export const signsIn = (pathname: string): boolean =>
  /log-?(?:in|out)|sign-?(?:in|out|up)|auth|sso|callback|session|verify|confirm|magic/i.test(pathname);

/** Whether a path lets somebody in or out: whatever is answered there, it is never a page to be kept. */
export const isSignPath = (pathname: string): boolean =>
  /(?:^|\/)(?:wp-|user-|account-)?(?:log[-_]?(?:in|out|off)|sign[-_]?(?:in|out|up|off)|o?auth2?|sso|magic(?:-link)?)(?:\.\w+)?(?:\/|$)/i.test(
    pathname,
  );

/** Cookies of analytics say nothing of the page, and neither do the tokens of forms. */
const ANALYTICS =
  /^(?:_g(?:a|id|at|cl|pi)|_dc_gtm|__utm|_fb[pc]|_pk_|mtm_|_hj|_uet|_cl[cs]k|_tt|_pin_|_scid|_rdt|_ym_|_sp_|_li_|_mk|__hs|hubspot|_vw|_vis_opt|optimizely|amp_|amplitude|mp_|ajs_|__cf|cf_|_dd_s|intercom-|ph_|(?:x-?)?(?:csrf|xsrf))/i;

const hash = (text: string): number => {
  let code = 0;
  for (let at = 0; at < text.length; at++) code = (Math.imul(code, 31) + text.charCodeAt(at)) | 0;
  return code;
};

/** What is remembered of the cookies that scripts can read: by their names a number that tells values apart. */
export type CookieHashes = Readonly<Record<string, number>>;

export const cookieHashes = (cookies: readonly { name?: string; value?: string }[]): CookieHashes =>
  Object.fromEntries(
    cookies
      .filter(({ name = '' }) => !ANALYTICS.test(name))
      .map(({ name = '', value = '' }) => [name, hash(value)] as const),
  );

/** The names of the cookies that came, went or changed. */
export const changedCookies = (before: CookieHashes, after: CookieHashes): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
