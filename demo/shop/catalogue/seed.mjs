/** Fills a database with the catalogue, in one transaction. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { makeProduct } from './make-product.mjs';
import { INDEXES, SEED_VERSION, TABLES } from './schema.mjs';
import { TYPO } from './typo.mjs';

/** @typedef {InstanceType<typeof Database>} Db */

const COLUMNS = /** @type {const} */ ([
  'id',
  'title',
  'category',
  'kind',
  'colour',
  'series',
  'material',
  'size',
  'description',
  'price',
  'was',
  'stock',
  'rating',
  'reviews',
  'popularity',
  'revision',
]);

/** Rows a statement inserts: each call into the database costs more than the row does. */
const ROWS_AT_ONCE = 50;

/**
 * @param {Db} db
 * @param {number} products
 */
function insertAll(db, products) {
  const row = `(${COLUMNS.map(() => '?').join(', ')})`;
  const insert = (/** @type {number} */ rows) =>
    db.prepare(`INSERT INTO products (${COLUMNS.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`);
  const many = insert(ROWS_AT_ONCE);
  for (let first = 1; first <= products; first += ROWS_AT_ONCE) {
    const rows = Math.min(ROWS_AT_ONCE, products - first + 1);
    const values = Array.from({ length: rows }, (_, i) => makeProduct(first + i)).flatMap((product) =>
      COLUMNS.map((column) => product[column]),
    );
    (rows === ROWS_AT_ONCE ? many : insert(rows)).run(values);
  }
}

/**
 * @param {Db} db an empty database
 * @param {number} products
 */
export function seed(db, products) {
  db.exec('BEGIN');
  db.exec(TABLES);
  insertAll(db, products);
  db.prepare('UPDATE products SET title = ? WHERE id = ?').run(TYPO.wrong, TYPO.id);
  db.exec(INDEXES);
  db.prepare('INSERT INTO meta VALUES (?, ?)').run('seed', seedName(products));
  db.exec('COMMIT');
  db.exec('ANALYZE');
}

/** @param {number} products */
const seedName = (products) => `${SEED_VERSION}/${products}`;

/**
 * @param {string} file
 * @param {number} products
 */
function isSeeded(file, products) {
  if (!existsSync(file)) return false;
  try {
    const db = new Database(file);
    try {
      const row = db.prepare('SELECT value FROM meta WHERE key = ?').get('seed');
      return /** @type {{ value: string } | undefined} */ (row)?.value === seedName(products);
    } finally {
      db.close();
    }
  } catch {
    return false; // not a database, or one of another make: it is made anew
  }
}

/**
 * Opens the catalogue, and makes it first where there is none of this version. It is made beside the file and renamed,
 * so that a seed cut short leaves nothing half full.
 * @param {{ file: string, products: number }} options `file` may be `':memory:'`
 * @returns {Db}
 */
export function openCatalogue({ file, products }) {
  if (file === ':memory:') {
    const db = new Database(file);
    seed(db, products);
    return db;
  }
  if (!isSeeded(file, products)) {
    const draft = `${file}.${process.pid}.new`;
    mkdirSync(dirname(file), { recursive: true });
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
    const db = new Database(draft);
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    seed(db, products);
    db.close();
    for (const suffix of ['-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
    renameSync(draft, file);
  }
  const db = new Database(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 3000');
  return db;
}
