/** Reads batches of the revalidation feed (rules 31, 32 and 35). Nothing is believed before all of it was checked. */
import type { FeedEvent } from '../../shared/feed.js';
import type { Invalidated } from '../../shared/messages.js';

/** What a batch of events comes to. */
export interface Batch {
  /** At most one for each mode. */
  readonly invalidations: readonly Invalidated[];
  /** The time of its latest event, in milliseconds since the epoch by the feed's clock; 0 without events. */
  readonly at: number;
  /** `since`: when it was said first, in milliseconds since the epoch by the feed's clock. */
  readonly deployment?: { readonly id: string; readonly since: number } | undefined;
  readonly disabled?: boolean | undefined;
}

/** For a browser that can't know what it missed: everything is stale. */
export const EVERYTHING_STALE: Batch['invalidations'] = [{ tags: [], paths: ['/*'], mode: 'soft' }];

/** Offsets are opaque. A later one sorts after an earlier one. */
export const isOffset = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w.~-]{3,200}$/.test(value);

const areNames = (names: unknown, pattern: RegExp): boolean =>
  Array.isArray(names) && names.every((name) => typeof name === 'string' && pattern.test(name));

type Known = Partial<Record<'at' | 'since' | 'tags' | 'paths' | 'mode' | 'deployment' | 'disabled', unknown>>;

/** Whether the members that are known have valid values. Events of later versions may have others. */
function isEvent(event: unknown): event is FeedEvent {
  const {
    at,
    tags = [],
    paths = [],
    mode = 'soft',
    deployment = '-',
    disabled = false,
  } = (event ?? {}) as Known;
  return (
    typeof at === 'number' &&
    areNames(tags, /./s) &&
    areNames(paths, /^\/(?![/\\])\P{Cc}*$/u) &&
    (mode === 'soft' || mode === 'hard') &&
    typeof deployment === 'string' &&
    /^\P{Cc}{1,200}$/u.test(deployment) &&
    typeof disabled === 'boolean'
  );
}

/**
 * Reads events in their order. The last deployment counts, and the last `disabled`.
 * @param events a JSON array
 * @returns undefined if this is no feed, or a part of one
 */
export function readBatch(events: unknown): Batch | undefined {
  // Spread, as `every` passes over holes, which a message may have.
  if (!Array.isArray(events) || ![...(events as unknown[])].every(isEvent)) return undefined;
  const batch: { -readonly [K in keyof Batch]: Batch[K] } = { invalidations: [], at: 0 };
  const byMode = new Map<string, Invalidated>();
  for (const event of events as (Partial<Invalidated> & Known & { at: number })[]) {
    const { at, since, tags = [], paths = [], mode = 'soft', deployment, disabled } = event;
    batch.at = Math.max(batch.at, at * 1000);
    if (deployment !== undefined)
      batch.deployment = { id: deployment as string, since: (typeof since === 'number' ? since : at) * 1000 };
    if (disabled !== undefined) batch.disabled = disabled as boolean;
    if (!tags.length && !paths.length) continue;
    const invalidation = byMode.get(mode) ?? { tags: [], paths: [], mode };
    byMode.set(mode, invalidation);
    for (const tag of tags) invalidation.tags.push(tag);
    for (const path of paths) invalidation.paths.push(path);
  }
  return { ...batch, invalidations: [...byMode.values()] };
}
