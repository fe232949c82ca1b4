/**
 * The index of stored assets and their last use. It is read once and held in memory, so that the worker can decide
 * synchronously whether to take a request. Changes are written a second later.
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import type { Context } from '../runtime/context.js';
import type { Extendable } from '../runtime/extendable.js';
import { ASSETS_OF, keptDeployments } from '../deployments/deployments.js';
import { coalesced } from '../runtime/timers.js';

export interface AssetIndex {
  /** Reads the stored index, once. */
  read(): Promise<unknown>;
  /** Whether a file is stored for any deployment. Undefined until the index is read. */
  keeps(url: string): boolean | undefined;
  has(name: string): boolean;
  /** The names that match, the least recently used first. */
  oldest(matches: (name: string) => boolean): string[];
  /** Notes a use now. */
  use(event: Extendable, name: string): void;
  /** Deletes a file. */
  drop(name: string): Promise<unknown>;
}

/** The cache that older versions had for all deployments. Nothing reads it. */
const FORMER_CACHE = 'sw-isr-assets';

/** Files that were requested once and are not stored yet; the same number of finished lists. */
const MAX_SEEN = 50;

/** The name of a stored file. URLs contain no spaces. */
export const keptName = (url: string, deployment: string): string => `${url} ${deployment}`;
/** The name that marks a deployment's `assets.list` as stored. */
export const listName = (deployment: string): string => ` ${deployment}`;

/** The URL and the deployment in a name. A file that is not stored has no deployment. */
const partsOf = (name: string): [url: string, id?: string] => {
  const [url = '', ...id] = name.split(' ');
  return id.length ? [url, id.join(' ')] : [url];
};

export function createAssetIndex(
  context: Context,
  { maxEntries, maxAge }: NonNullable<ResolvedConfig['assets']>,
): AssetIndex {
  const { use, now, report, clears } = context;
  const names = new Map<string, number>();
  const dropped = new Set<string>();
  let clearGeneration = clears.generation;
  let isRead = false;
  let reading: Promise<void> | undefined;

  /** The index in memory; emptied after a clear. */
  const current = (): Map<string, number> => {
    if (clearGeneration !== clears.generation) {
      clearGeneration = clears.generation;
      names.clear();
      dropped.clear();
    }
    return names;
  };
  /** A damaged row may hold what is no time, and counts as the latest one: NaN would have all files deleted. */
  const stored = async (): Promise<[name: string, at: number][]> => {
    const rows = Object.entries((await use((store) => store.state('assets'))) ?? {});
    const latest = Math.max(0, ...rows.map(([, at]) => at).filter(Number.isFinite)) || now();
    return rows.map(([name, at]) => [name, Number.isFinite(at) ? at : latest]);
  };
  const read = (): Promise<void> =>
    (reading ??= stored()
      .then((rows) => {
        for (const [name, at] of rows) if (!current().has(name)) names.set(name, at);
      })
      .catch(report)
      .finally(() => {
        // If the store fails, no file counts as stored, and the network answers.
        isRead = true;
      }));

  const remove = async (name: string): Promise<void> => {
    const [url, id] = partsOf(name);
    if (url && id !== undefined) await (await caches.open(ASSETS_OF + id)).delete(url);
  };
  /** The names that stay: the latest used of kept deployments, within the limits. */
  const within = (all: [string, number][], ids: readonly string[]): [string, number][] => {
    const recent = all
      .filter(([name, at]) => at > now() - maxAge * 1000 && ids.includes(partsOf(name)[1] ?? ids[0] ?? ''))
      .sort((a, b) => b[1] - a[1]);
    const first = (max: number, pattern: RegExp): [string, number][] =>
      recent.filter(([name]) => pattern.test(name)).slice(0, max);
    const [storedFile, seenFile, finishedList] = [/^\S+ /, /^\S+$/, /^ /];
    return [...first(maxEntries, storedFile), ...first(MAX_SEEN, seenFile), ...first(MAX_SEEN, finishedList)];
  };
  /**
   * All names with their times by the present clock. If the latest stored use is older than `maxAge`, the clock was set
   * ahead, or the visitor was away: all stored times move by as much, since no file is too old then. No time is in the
   * future: the clock was set back.
   */
  const onThisClock = (rows: [name: string, at: number][]): [name: string, at: number][] => {
    const since = now() - Math.max(...rows.map(([, at]) => at));
    const shift = since < maxAge * 1000 ? 0 : since;
    const times = new Map(rows.map(([name, at]) => [name, at + shift]));
    for (const [name, at] of current()) times.set(name, Math.max(at, times.get(name) ?? at));
    return [...times].map(([name, at]) => {
      const time = Math.min(now(), at);
      if (names.has(name)) names.set(name, time);
      return [name, time];
    });
  };
  /** Writes the index, and deletes the files beyond the limits. */
  const write = async (): Promise<void> => {
    const { generation } = clears;
    const rows = (await stored()).filter(([name]) => !dropped.has(name));
    const ids = await keptDeployments(context);
    const all = onThisClock(rows);
    const kept = within(all, ids);
    if (generation !== clears.generation) return;
    // No row is better than an empty one: after a clear nothing is left.
    await use((store) => store.setState('assets', kept.length ? Object.fromEntries(kept) : undefined));
    dropped.clear();
    const keptNames = new Set(kept.map(([name]) => name));
    for (const [name] of all)
      if (!keptNames.has(name)) {
        names.delete(name);
        // The whole cache of another deployment is deleted with that deployment.
        if (ids.includes(partsOf(name)[1] ?? '')) await remove(name);
      }
    await caches.delete(FORMER_CACHE);
  };
  const writeLater = coalesced(() => write().catch(report));

  return {
    read,
    keeps: (url) => (isRead ? [...current().keys()].some((name) => name.startsWith(`${url} `)) : undefined),
    has: (name) => current().has(name),
    oldest: (matches) =>
      [...current()]
        .sort((a, b) => a[1] - b[1])
        .map(([name]) => name)
        .filter(matches),
    use(event, name) {
      current().set(name, now());
      dropped.delete(name);
      writeLater(event);
    },
    drop(name) {
      current().delete(name);
      dropped.add(name);
      return remove(name);
    },
  };
}
