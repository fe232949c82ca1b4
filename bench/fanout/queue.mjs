/** The events of the simulation that are still to come: a binary heap, the earliest first. */

/**
 * @template T
 * @typedef {object} Queue
 * @property {(time: number, action: T) => void} push
 * @property {() => { time: number, action: T } | undefined} pop
 * @property {() => number} nextTime Infinity if there is none
 */

/** Events of the same time come in the order in which they were pushed. @template T @returns {Queue<T>} */
export function queue() {
  /** @typedef {{ time: number, order: number, action: T }} Item */
  const heap = /** @type {Item[]} */ ([]);
  let pushed = 0;
  const isBefore = (/** @type {Item} */ a, /** @type {Item} */ b) =>
    a.time < b.time || (a.time === b.time && a.order < b.order);

  /** @param {Item} item */
  function rise(item) {
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, item)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = item;
  }

  /** @param {Item} item */
  function sink(item) {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      const right = heap[child + 1];
      if (below && right && isBefore(right, below)) {
        child += 1;
        below = right;
      }
      if (!below || isBefore(item, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = item;
  }

  return {
    push: (time, action) => rise({ time, order: pushed++, action }),
    nextTime: () => heap[0]?.time ?? Infinity,
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last && heap.length > 0) sink(last);
      return first;
    },
  };
}
