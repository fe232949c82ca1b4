/** `navigator.locks`, with exclusive locks alone. */

/**
 * @typedef {{ ifAvailable?: boolean, signal?: AbortSignal }} LockOptions
 * @typedef {(lock: object | null) => unknown} Work
 */

export function createLocks() {
  /** Of each name, what settles when its last holder is done. @type {Map<string, Promise<unknown>>} */
  const held = new Map();

  return {
    /** @param {string} name @param {[Work] | [LockOptions, Work]} given */
    async request(name, ...given) {
      const work = /** @type {Work} */ (given.at(-1));
      const { ifAvailable, signal } = given.length === 2 ? /** @type {LockOptions} */ (given[0]) : {};
      signal?.throwIfAborted();
      const before = held.get(name);
      if (before && ifAvailable) return work(null);
      const result = (async () => {
        await before;
        signal?.throwIfAborted();
        return work({ name, mode: 'exclusive' });
      })();
      const done = result.then(
        () => undefined,
        () => undefined,
      );
      held.set(name, done);
      done.then(() => held.get(name) === done && held.delete(name));
      return result;
    },
  };
}
