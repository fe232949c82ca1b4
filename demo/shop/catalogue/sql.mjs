/** Three ways to run a statement. */

/** @typedef {import('./seed.mjs').Db} Db */

/**
 * @param {Db} db
 * @param {string} sql
 * @param {(string | number)[]} values
 * @returns {any}
 */
export function first(db, sql, ...values) {
  // `all`, as `get` of this driver adds its own timings to the row.
  return all(db, sql, ...values)[0] ?? null;
}

/**
 * @param {Db} db
 * @param {string} sql
 * @param {(string | number)[]} values
 * @returns {any[]}
 */
export function all(db, sql, ...values) {
  return db.prepare(sql).all(...values);
}

/**
 * @param {Db} db
 * @param {string} sql
 * @param {(string | number)[]} values
 * @returns {boolean} whether a row was changed
 */
export function run(db, sql, ...values) {
  return db.prepare(sql).run(...values).changes > 0;
}
