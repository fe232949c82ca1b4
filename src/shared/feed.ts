/** The events of the revalidation feed, as the server sends them and the worker reads them (rules 31, 32 and 35). */

/** Pages with these tags or paths are no longer up to date. */
export interface RevalidateEvent {
  /** When it happened, in seconds since the epoch. */
  readonly at: number;
  readonly tags?: readonly string[];
  /** Paths of the site: `/a` is one page, `/a/*` all below it, `/*` everything. */
  readonly paths?: readonly string[];
  /** `soft`: the next visitor is served the old page while it is regenerated. `hard`: the origin is asked first. */
  readonly mode?: 'soft' | 'hard';
}

/** The deployment that the site serves now. */
export interface DeploymentEvent {
  readonly at: number;
  readonly deployment: string;
  /** When it was said first, in seconds since the epoch, if the log said it again. @default `at` */
  readonly since?: number;
}

/** Turns the worker off, or on again. */
export interface DisabledEvent {
  readonly at: number;
  readonly disabled: boolean;
}

export type FeedEvent = RevalidateEvent | DeploymentEvent | DisabledEvent;

/** Longest tag, path or deployment, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 2000;
/** Most tags and paths of one event. */
export const MAX_NAMES = 1000;

const isNames = (value: unknown, isName: (name: string) => boolean): boolean =>
  value === undefined ||
  (Array.isArray(value) &&
    value.length <= MAX_NAMES &&
    value.every(
      (name) => typeof name === 'string' && name && name.length <= MAX_NAME_LENGTH && isName(name),
    ));

/** Browsers read `//a` and `/\\a` as another site, and can't read `/` with a control character after it. */
const isPath = (path: string): boolean => /^\/(?![/\\])\P{Cc}*$/u.test(path);

/** What is wrong with an event; undefined if nothing is. Unknown members are ignored. */
export function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || !value) return 'it is not an object';
  const { at, tags, paths, mode, deployment, disabled } = value as Record<string, unknown>;
  if (typeof at !== 'number' || !(at >= 0)) return '"at" is not a time in seconds';
  if (deployment !== undefined)
    return typeof deployment === 'string' && /^\P{Cc}{1,200}$/u.test(deployment)
      ? undefined
      : '"deployment" is not an ID of 1 to 200 characters';
  if (disabled !== undefined)
    return typeof disabled === 'boolean' ? undefined : '"disabled" is not true or false';
  if (!isNames(tags, () => true)) return `"tags" is not an array of at most ${MAX_NAMES} tags`;
  if (!isNames(paths, isPath))
    return `"paths" is not an array of at most ${MAX_NAMES} paths that begin with "/"`;
  if (mode !== undefined && mode !== 'soft' && mode !== 'hard') return '"mode" is not "soft" or "hard"';
  return tags || paths ? undefined : 'it has no "tags", "paths", "deployment" or "disabled"';
}
