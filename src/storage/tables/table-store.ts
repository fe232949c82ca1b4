/** The store on top of any tables. */
import type { Entry, PageEntry } from '../../core/cache/entry.js';
import { excess, victims } from '../../core/cache/eviction.js';
import type { Mode } from '../../core/cache/invalidation.js';
import { createGroupCommit } from '../group-commit.js';
import { invalidatedSince, lastMark, mark, markedAt } from '../invalidation-marks.js';
import { addCounts, MAX_MINOR, type Marking, type State, type Store, type Stored } from '../store.js';
import { isOutdated, putPages, type PutPage } from '../page-writes.js';
import type { Tables, Transact } from './tables.js';
import { deleting, PAGES, remove, totalsIn, totalsWith, without } from './totals.js';

/** The rows of a deployment: its resources (''), and its warming. */
const DEPLOYMENT_ROWS = ['', 'paths', 'queue', 'progress'];

/** How many pages one transaction deletes: a long one blocks every read. */
const DELETE_BATCH = 100;

const invalidation = (tables: Tables, entry: Entry | undefined, fence: number): Promise<Mode | undefined> =>
  entry?.kind === 'page' ? invalidatedSince(tables, entry, fence) : Promise.resolve(undefined);

/**
 * The fence of a page that replaces this one. A page that was on its way while the database was deleted has a fence of
 * the former one, which may be above the last mark.
 */
export const fenceOver = (entry: Entry | undefined, last: number): number =>
  Math.max(last, (entry as PageEntry | undefined)?.fence || 0);

/** A clock that is set by less than this, in milliseconds, is not taken for one that was wrong. */
const TOLERANCE_MS = 600_000;

/**
 * Entries of one priority in the order of eviction. Those used in the future come first: the clock was ahead or was set
 * back since, and what is used from then on has an earlier time.
 */
async function inEvictionOrder(
  tables: Tables,
  priority: number,
  now: number,
  limit?: number,
): Promise<Entry[]> {
  // No entry is used at half a millisecond, so that none is in both ranges.
  const latest = [priority, now + TOLERANCE_MS + 0.5];
  const ahead = await tables.entries('eviction', latest, [priority + 1], limit);
  return [...ahead, ...(await tables.entries('eviction', [priority], latest, limit))];
}

/** The entry with a new time of use. */
export const touched = (entry: Entry, usedAt: number): Entry =>
  entry.kind === 'page' ? { ...entry, usedAt, rank: -usedAt } : { ...entry, usedAt };

/** @param now milliseconds since the epoch */
export function tableStore(transact: Transact, close: () => void, now = (): number => Date.now()): Store {
  const groups = createGroupCommit((take: () => readonly PutPage[]) =>
    transact('readwrite', PAGES, (tables) => putPages(tables, take)),
  );
  const marks = createGroupCommit((take: () => readonly Marking[]) =>
    transact('readwrite', ['marks'], (tables) => mark(tables, take, now())),
  );
  const write: typeof transact = (...how) => {
    groups.end();
    return transact(...how);
  };
  return {
    get: (key) =>
      transact('readonly', ['entries', 'bodies', 'marks'], async (tables) => {
        const [entry, body, fence] = await Promise.all([
          tables.get('entries', key),
          tables.get('bodies', key),
          lastMark(tables),
        ]);
        return {
          fence: fenceOver(entry, fence),
          entry,
          body,
          invalidated: await invalidation(tables, entry, fence),
        };
      }),
    getMany: (keys) =>
      transact('readonly', ['entries', 'marks'], async (tables) => {
        const fence = await lastMark(tables);
        const read = async (key: string): Promise<Stored> => {
          const entry = await tables.get('entries', key);
          return { fence, entry, invalidated: await invalidation(tables, entry, fence) };
        };
        return Promise.all(keys.map(read));
      }),
    keys: (limit) => transact('readonly', ['entries'], (tables) => tables.keys(limit)),
    put: (entry, body) => groups.add({ entry, body }),
    updateMetadata: (entry) =>
      write('readwrite', ['entries', 'state'], async (tables) => {
        const had = (await tables.get('entries', entry.key)) as PageEntry | undefined;
        if (had?.hash !== entry.hash || isOutdated(entry, had, now())) return;
        const totals = totalsWith(without(await totalsIn(tables), [had]), [entry], 1);
        await tables.put('entries', entry.key, { ...entry, usedAt: had.usedAt, rank: had.rank });
        if (had.overhead !== entry.overhead) await tables.put('state', 'totals', totals);
      }),
    async delete(key) {
      await deleting(write, async (tables) => {
        const entry = await tables.get('entries', key);
        return entry ? [entry] : [];
      });
    },
    invalidate(names, mode) {
      groups.end();
      return marks.add({ names, mode });
    },
    follow: (position, markings, at) =>
      write(
        'readwrite',
        ['marks', 'state'],
        async (tables) => {
          if (markings.length) await mark(tables, () => markings, at);
          await tables.put('state', 'feed', position);
        },
        'strict',
      ),
    invalidated: (entries) =>
      transact('readonly', ['marks'], async (tables) => {
        const last = await lastMark(tables);
        return Promise.all(entries.map((entry) => invalidatedSince(tables, entry, last)));
      }),
    markedAt: (page) => transact('readonly', ['marks'], (tables) => markedAt(tables, page)),
    async deletePrefix(prefix) {
      for (let count = DELETE_BATCH; count === DELETE_BATCH;)
        count = await deleting(write, async (tables) => {
          const gone = await tables.entries(undefined, prefix, `${prefix}\uffff`, DELETE_BATCH);
          if (gone.length < DELETE_BATCH)
            await Promise.all(DEPLOYMENT_ROWS.map((name) => tables.delete('state', prefix + name)));
          return gone;
        });
    },
    recent: (scope, limit, [rank, key] = [-Infinity, '']) =>
      transact('readonly', ['entries'], async (tables) => {
        // The range begins with the last page of the listing before, if that page still exists.
        const pages = await tables.entries('recent', [scope, rank, key], [scope, Infinity], limit + 1);
        return (pages as PageEntry[]).filter((page) => page.key !== key).slice(0, limit);
      }),
    evict: (limits) =>
      deleting(write, async (tables) => {
        const all: Entry[] = [];
        const totals = await totalsIn(tables);
        let gone = (await inEvictionOrder(tables, -1, now())).slice(0, -MAX_MINOR);
        for (let priority = -1; priority < 2;) {
          await remove(tables, gone);
          all.push(...gone);
          const over = excess(without(totals, all), limits);
          if (!over) break;
          gone = victims(await inEvictionOrder(tables, priority, now(), DELETE_BATCH), over);
          if (!gone.length) priority += 1;
        }
        return all;
      }),
    record: ({ used, counts }) =>
      write('readwrite', ['entries', 'state'], async (tables) => {
        const touch = async ([key, usedAt]: readonly [string, number]): Promise<void> => {
          const entry = await tables.get('entries', key);
          if (entry) await tables.put('entries', key, touched(entry, usedAt));
        };
        await Promise.all([...used].map(touch));
        const had = (await tables.get('state', 'counts')) as State['counts'] | undefined;
        await tables.put('state', 'counts', addCounts(had ?? {}, counts));
      }),
    state: (name) =>
      (name === 'totals'
        ? transact('readonly', PAGES, totalsIn)
        : transact('readonly', ['state'], (tables) => tables.get('state', name))) as Promise<never>,
    setState: (name, value, durability) =>
      transact(
        'readwrite',
        ['state'],
        (tables) => (value ? tables.put('state', name, value) : tables.delete('state', name)),
        durability,
      ),
    clear: () =>
      write('readwrite', PAGES, (tables) =>
        Promise.all([
          tables.clear('entries'),
          tables.clear('bodies'),
          tables.delete('state', 'counts'),
          tables.delete('state', 'assets'),
          tables.delete('state', 'totals'),
        ]),
      ),
    close,
  };
}
