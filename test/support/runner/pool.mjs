/** Runs many tasks on a few slots, the longest first, so that no slot is left with a long one at the end. */

/**
 * A slot runs one task at a time; what the slot holds, as a driver, outlives its tasks.
 * @typedef {{ number: number, port?: Promise<number> }} Slot
 */

/**
 * @template T
 * @typedef {{ name: string, seconds: number, run: (slot: Slot) => Promise<T> }} Task `seconds` is what it took before
 */

/**
 * @template T
 * @param {Task<T>[]} tasks
 * @param {number} slots
 * @returns {Promise<T[]>} in the order of the tasks
 */
export async function runPool(tasks, slots) {
  /** @type {T[]} */
  const results = [];
  const queue = tasks.map((task, index) => ({ task, index })).sort((a, b) => b.task.seconds - a.task.seconds);
  const work = async (/** @type {Slot} */ slot) => {
    for (let next = queue.shift(); next; next = queue.shift())
      results[next.index] = await next.task.run(slot);
  };
  await Promise.all(Array.from({ length: slots }, (_, number) => work({ number })));
  return results;
}
