/**
 * Which assets are kept, and when each was last used. It is read once and held in memory, so that a request can be
 * judged at once; what changes is written a second later.
 */
import type { ResolvedConfig } from '../../config/resolve.js';
import type { Context, Lifetime } from '../runtime/context.js';
import { ASSETS_OF, keptDeployments } from '../deployments/deployments.js';
import { gathered } from '../runtime/timers.js';

export interface AssetIndex {
  /** Reads what is stored, once. */
  read(): Promise<unknown>;
  /** Whether a file is kept for some deployment; undefined until that was read. */
  keeps(url: string): boolean | undefined;
  has(name: string): boolean;
  /** The names for which this holds, the one that was unused for longest first. */
  oldest(holds: (name: string) => boolean): string[];
  /** Notes that something was used now. */
  use(event: Lifetime, name: string): void;
  /** Deletes a file. */
  drop(name: string): Promise<unknown>;
}

/** How many files are remembered that were asked for once and are not kept yet. */
const MAX_SEEN = 50;

/** The name of a kept file: no URL has a space. */
export const keptName = (url: string, deployment: string): string => `${url} ${deployment}`;
/** The name of the note that a deployment's list of files was gone through. */
export const listName = (deployment: string): string => ` ${deployment}`;

/** The URL and the deployment in a name; a file that is not kept has none. */
const partsOf = (name: string): [url: string, id?: string] => {
  const [url = '', ...id] = name.split(' ');
  return id.length ? [url, id.join(' ')] : [url];
};

export function createAssetIndex(
  context: Context,
  { maxEntries, maxAge }: NonNullable<ResolvedConfig['assets']>,
): AssetIndex {
  const { use, now, report, wipes } = context;
  const names = new Map<string, number>();
  const dropped = new Set<string>();
  let wiped = wipes.count;
  let isRead = false;
  let reading: Promise<void> | undefined;

  /** What is known; nothing after files were wiped. */
  const known = (): Map<string, number> => {
    if (wiped !== wipes.count) {
      wiped = wipes.count;
      names.clear();
      dropped.clear();
    }
    return names;
  };
  const stored = async (): Promise<[name: string, at: number][]> =>
    Object.entries((await use((store) => store.state('assets'))) ?? {});
  const read = (): Promise<void> =>
    (reading ??= stored()
      .then((rows) => {
        for (const [name, at] of rows) if (!known().has(name)) names.set(name, at);
      })
      .catch(report)
      .finally(() => {
        // Where the store is in trouble nothing counts as kept, and the network answers.
        isRead = true;
      }));

  const remove = async (name: string): Promise<void> => {
    const [url, id] = partsOf(name);
    if (url && id !== undefined) await (await caches.open(ASSETS_OF + id)).delete(url);
  };
  /** Which of all names stay: the latest used within the limits, of deployments that are kept. */
  const within = (all: [string, number][], ids: readonly string[]): [string, number][] => {
    const recent = all
      .filter(([name, at]) => at > now() - maxAge * 1000 && ids.includes(partsOf(name)[1] ?? ids[0] ?? ''))
      .sort((a, b) => b[1] - a[1]);
    const some = (most: number, pattern: RegExp): [string, number][] =>
      recent.filter(([name]) => pattern.test(name)).slice(0, most);
    return [...some(maxEntries, /^\S+ /), ...some(MAX_SEEN, /^\S+$/), ...some(MAX_SEEN, /^ /)];
  };
  /** Writes what is known, and deletes what is beyond the limits. */
  const write = async (): Promise<void> => {
    const { count } = wipes;
    const rows = (await stored()).filter(([name]) => !dropped.has(name));
    const ids = await keptDeployments(context);
    const all = [...new Map([...rows, ...known()])];
    const left = within(all, ids);
    if (count !== wipes.count) return;
    await use((store) => store.setState('assets', Object.fromEntries(left)));
    dropped.clear();
    const stays = new Set(left.map(([name]) => name));
    for (const [name] of all)
      if (!stays.has(name)) {
        names.delete(name);
        // The cache of a deployment that is not kept is deleted whole.
        if (ids.includes(partsOf(name)[1] ?? '')) await remove(name);
      }
  };
  const writeLater = gathered(() => write().catch(report));

  return {
    read,
    keeps: (url) => (isRead ? [...known().keys()].some((name) => name.startsWith(`${url} `)) : undefined),
    has: (name) => known().has(name),
    oldest: (holds) =>
      [...known()]
        .sort((a, b) => a[1] - b[1])
        .map(([name]) => name)
        .filter(holds),
    use(event, name) {
      known().set(name, now());
      dropped.delete(name);
      writeLater(event);
    },
    drop(name) {
      known().delete(name);
      dropped.add(name);
      return remove(name);
    },
  };
}
