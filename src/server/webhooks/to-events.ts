/** Turns the changes of a webhook into events. Either all of them are right, or none is published. */
import { type FeedEvent, faultOf, MAX_NAMES } from '../../shared/feed.js';
import type { Change } from '../adapters/adapter.js';
import { problem, type Problem } from './problem.js';

/** Most events of one webhook. */
const MAX_CHANGES = 100;

const unique = (names: readonly string[] | undefined): readonly string[] | undefined =>
  Array.isArray(names) ? [...new Set(names)] : names;

/** A change may name pages, a deployment and the switch at once: each is an event of its own. */
function eventsOf(change: Change, at: number): FeedEvent[] {
  const { tags, paths, mode, deployment, disabled } = change;
  const names = { ...(tags && { tags: unique(tags) }), ...(paths && { paths: unique(paths) }) };
  return [
    ...(deployment === undefined ? [] : [{ at, deployment }]),
    ...(disabled === undefined ? [] : [{ at, disabled }]),
    ...((tags ?? paths ?? mode) ? [{ at, ...names, ...(mode && { mode }) }] : []),
  ];
}

const countOf = (names: unknown): number => (Array.isArray(names) ? names.length : 0);

function changeFault(change: unknown): string | undefined {
  if (typeof change !== 'object' || !change || Array.isArray(change)) return 'it is not an object';
  const { tags, paths, deployment, disabled } = change as Record<string, unknown>;
  if (countOf(tags) > MAX_NAMES || countOf(paths) > MAX_NAMES)
    return `it names ${countOf(tags)} tags and ${countOf(paths)} paths, and ${MAX_NAMES} of each are allowed`;
  const isEmpty = countOf(tags) + countOf(paths) === 0 && deployment === undefined && disabled === undefined;
  const hasWrongList = [tags, paths].some((names) => names !== undefined && !Array.isArray(names));
  return isEmpty && !hasWrongList ? 'it has no "tags", "paths", "deployment" or "disabled"' : undefined;
}

const REMEDY =
  'Send { "tags": ["product:1"] }, { "paths": ["/"] }, { "deployment": "1" } or { "disabled": true }';

/** @param at in seconds since the epoch */
export function toEvents(changes: readonly Change[], at: number): readonly FeedEvent[] | Problem {
  if (changes.length > MAX_CHANGES)
    return problem(
      422,
      `it holds ${changes.length} changes, and ${MAX_CHANGES} are allowed`,
      'Send several webhooks',
    );
  const wrong = changes.map(changeFault).find(Boolean);
  if (wrong) return problem(422, wrong, REMEDY);
  const events = changes.flatMap((change) => eventsOf(change, at));
  const fault = events.map(faultOf).find(Boolean);
  return fault ? problem(422, fault, REMEDY) : events;
}
