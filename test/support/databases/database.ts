/** Databases as files: how a browser writes one down, and how another gets it. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { SITE } from './story.js';

/** A database and the caches beside it. In rows, `{ $bytes: text }` stands for an `ArrayBuffer`. */
export interface Database {
  /** Milliseconds since the epoch. */
  madeAt: number;
  version: number;
  tables: Record<string, DatabaseTable>;
  /** The files of each cache: URL, type and text. */
  caches: Record<string, [url: string, type: string, text: string][]>;
}

interface DatabaseTable {
  keyPath: string | null;
  /** The key paths of the indexes. */
  indexes: Record<string, string[]>;
  rows: [key: string, row: unknown][];
}

const FOLDER = 'test/support/databases';

/** The body of an async function for a page of the site: returns its database and its caches, without `madeAt`. */
export const READ_DATABASE = `
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const plain = (row) =>
    row instanceof ArrayBuffer ? { $bytes: new TextDecoder().decode(row) }
    : Array.isArray(row) ? row.map(plain)
    : row && typeof row === 'object' ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))
    : row;
  const db = await done(indexedDB.open('sw-isr'));
  const tables = {};
  for (const name of db.objectStoreNames) {
    const store = db.transaction(name).objectStore(name);
    const [keys, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    const indexes = [...store.indexNames].map((index) => [index, store.index(index).keyPath]);
    tables[name] = {
      keyPath: store.keyPath,
      indexes: Object.fromEntries(indexes),
      rows: keys.map((key, at) => [key, plain(rows[at])]),
    };
  }
  const { version } = db;
  db.close();
  const stored = {};
  // Copies of what is in the tables come and go by themselves.
  for (const name of (await caches.keys()).filter((name) => name !== 'sw-isr-hot')) {
    const cache = await caches.open(name);
    stored[name] = await Promise.all((await cache.keys()).map(async ({ url }) => {
      const response = await cache.match(url);
      return [url, response.headers.get('content-type'), await response.text()];
    }));
  }
  return { version, tables, caches: stored };`;

/** The body of an async function for a page of the site: writes this database and these caches. */
export const writeDatabase = ({ version, tables, caches }: Database): string => `
  const [tables, stored] = ${JSON.stringify([tables, caches])};
  const real = (row) =>
    Array.isArray(row) ? row.map(real)
    : !row || typeof row !== 'object' ? row
    : '$bytes' in row ? new TextEncoder().encode(row.$bytes).buffer
    : Object.fromEntries(Object.entries(row).map(([name, value]) => [name, real(value)]));
  const open = indexedDB.open('sw-isr', ${version});
  open.onupgradeneeded = () => {
    for (const [name, { keyPath, indexes }] of Object.entries(tables)) {
      const store = open.result.createObjectStore(name, { keyPath });
      for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
    }
  };
  await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject }));
  const transaction = open.result.transaction(Object.keys(tables), 'readwrite');
  for (const [name, { keyPath, rows }] of Object.entries(tables))
    for (const [key, row] of rows)
      transaction.objectStore(name).put(real(row), ...(keyPath === null ? [key] : []));
  await new Promise((resolve, reject) => Object.assign(transaction, { oncomplete: resolve, onabort: reject }));
  open.result.close();
  for (const [name, files] of Object.entries(stored)) {
    const cache = await caches.open(name);
    for (const [url, type, text] of files)
      await cache.put(url, new Response(text, { headers: { 'Content-Type': type } }));
  }`;

/**
 * A database from its file, for this site.
 * @param now milliseconds since the epoch: all times are moved, because its pages would be too old otherwise
 */
export function readDatabase(name: string, url: string, now = Date.now()): Database {
  const text = readFileSync(`${FOLDER}/${name}.json`, 'utf8').replaceAll(SITE, url);
  const late = now - (JSON.parse(text) as Database).madeAt;
  const moved = (value: unknown): unknown =>
    typeof value === 'number' && Math.abs(value) > 1e12 ? value + Math.sign(value) * late : value;
  return JSON.parse(text, (_key, value: unknown) => moved(value)) as Database;
}

/** The scripts that a version had built for the site, by their paths. */
export const readScripts = (name: string): Record<string, string> =>
  JSON.parse(gunzipSync(readFileSync(`${FOLDER}/${name}.scripts.gz`)).toString()) as Record<string, string>;

/** Databases of earlier versions, the oldest first. `npm run databases` makes them. */
export const DATABASES = {
  'version-1-inline-keys': 'entries have their keys within them, shells have a table',
  'version-1-short-index': 'the index of recent pages has no key',
  'version-1': 'the last of version 1, without marks',
  'version-2-marks': 'marks, and no deployments yet',
  'version-2-deployments': 'deployments and warming, and no generations yet',
  'version-2-generations': 'generations, and no sizes of headers yet',
  'version-2': 'sizes of headers',
} as const;
