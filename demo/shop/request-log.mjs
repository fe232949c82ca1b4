/** What the origin was asked: for the shop desk, which shows it, and for tests, which count it. */

/**
 * @typedef {object} Entry
 * @property {Date} at
 * @property {string} method
 * @property {string} path with its query
 * @property {number | null} status null: the connection was cut
 * @property {number} ms
 */

const KEPT = 200;

/** Counted, but of no interest to who watches the shop. */
const NOT_A_PAGE = /^(GET \/_isr\/|[A-Z]+ \/(api\/|sw))/;

export function createRequestLog() {
  /** @type {Entry[]} */
  let entries = [];
  /** @type {Map<string, number>} */
  const counts = new Map();

  return {
    /** @param {Entry} entry */
    add(entry) {
      entries = [entry, ...entries].slice(0, KEPT);
      counts.set(entry.path, (counts.get(entry.path) ?? 0) + 1);
    },
    /** @param {number} count @returns {Entry[]} pages and webhooks, newest first */
    latest: (count) =>
      entries.filter(({ method, path }) => !NOT_A_PAGE.test(`${method} ${path}`)).slice(0, count),
    /** @param {string} path with its query @returns {number} how often it was asked for */
    count: (path) => counts.get(path) ?? 0,
    clear() {
      entries = [];
      counts.clear();
    },
  };
}

/** @typedef {ReturnType<typeof createRequestLog>} RequestLog */
