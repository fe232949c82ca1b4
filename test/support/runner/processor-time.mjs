/**
 * How much processor time each task takes, with all processes that it starts: two tasks that run at once share a clock, but
 * not this. It is read from `/proc` again and again; where there is none, as on other systems than Linux, nothing is told.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 500;
/** Linux counts in hundredths of a second. */
const TICKS = 100;
const SHOWN = 10;

/**
 * @typedef {object} Reading what the kernel tells of a process
 * @property {number} pid
 * @property {number} parent
 * @property {string} key the number and the start: a number is given again
 * @property {number} waited seconds of the children that it has waited for
 * @property {number} total seconds of its own, and of those
 */

/** @typedef {Reading & { owner: string }} Owned */

/** @type {AsyncLocalStorage<string>} */
const current = new AsyncLocalStorage();
/** The task of each process that the runner started itself. @type {Map<number, string>} */
const owners = new Map();

/** What is started during the work counts as of this task. @template T @param {string} task @param {() => T} work */
export const asTask = (task, work) => current.run(task, work);

/** @param {number | undefined} pid of a process that was just started */
export function noteOwner(pid) {
  const task = current.getStore();
  if (pid !== undefined && task !== undefined) owners.set(pid, task);
}

/** @param {string} pid @returns {Reading[]} none, where it has ended */
function read(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name, in parentheses; it may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (/** @type {number} */ at) => (Number(fields[at]) + Number(fields[at + 1])) / TICKS;
    const [own, waited] = [seconds(11), seconds(13)];
    return [
      {
        pid: Number(pid),
        parent: Number(fields[1]),
        key: `${pid} ${fields[19]}`,
        waited,
        total: own + waited,
      },
    ];
  } catch {
    return [];
  }
}

/** @returns {Map<number, Reading>} */
const readAll = () =>
  new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(read)
      .map((one) => [one.pid, one]),
  );

/** @param {Reading} reading @param {Map<number, Reading>} all */
function ownerOf(reading, all) {
  /** @type {Reading | undefined} */
  let one = reading;
  while (one && one.parent !== process.pid) one = all.get(one.parent);
  return one && owners.get(one.pid);
}

/**
 * Counts what tasks spent. A process that ended is in what its parent has waited for, if that did wait; where it did not,
 * what was last read of it counts.
 */
export function createMeter({ readProcesses = readAll, owner = ownerOf } = {}) {
  /** @type {Map<number, Owned>} */
  let before = new Map();
  let waitedBefore = 0;
  /** Seconds of what has ended, by task. @type {Map<string, number>} */
  const gone = new Map();
  const add = (/** @type {string} */ task, /** @type {number} */ seconds) =>
    gone.set(task, (gone.get(task) ?? 0) + seconds);

  /** The process nearest above one that ended, that has not. @param {Owned} ended @param {Map<number, Owned>} now */
  function heirOf(ended, now) {
    let parent = before.get(ended.parent);
    while (parent && now.get(parent.pid)?.key !== parent.key) parent = before.get(parent.parent);
    return parent?.pid ?? process.pid;
  }

  /** @param {Owned[]} ended all of one heir @param {number} waited what that has waited for since */
  function settle(ended, waited, isCounted = false) {
    const sum = ended.reduce((seconds, { total }) => seconds + total, 0);
    const grown = Math.max(sum, waited);
    for (const { owner, total } of ended)
      if (sum > 0) add(owner, ((isCounted ? Math.max(0, sum - waited) : grown) * total) / sum);
  }

  return {
    sample() {
      const all = readProcesses();
      const now = new Map();
      for (const one of all.values()) {
        const known = before.get(one.pid);
        // One whose parent ended before it has another parent now.
        const task = owner(one, all) ?? (known?.key === one.key ? known.owner : undefined);
        if (task !== undefined) now.set(one.pid, { ...one, owner: task });
      }
      const ended = [...before.values()].filter(({ pid, key }) => now.get(pid)?.key !== key);
      const waited = all.get(process.pid)?.waited ?? 0;
      const heirs = ended.map((one) => heirOf(one, now));
      for (const heir of new Set(heirs)) {
        const those = ended.filter((_, at) => heirs[at] === heir);
        if (heir === process.pid) settle(those, waited - waitedBefore);
        else settle(those, (now.get(heir)?.waited ?? 0) - (before.get(heir)?.waited ?? 0), true);
      }
      [before, waitedBefore] = [now, waited];
    },
    /** Seconds, by task, the costliest first. @returns {[string, number][]} */
    spent() {
      const seconds = new Map(gone);
      for (const { owner, total } of before.values()) seconds.set(owner, (seconds.get(owner) ?? 0) + total);
      return [...seconds].sort(([, a], [, b]) => b - a);
    },
  };
}

/** @param {[string, number][]} spent @returns {string[]} lines */
export function describeSpent(spent) {
  const all = spent.reduce((sum, [, seconds]) => sum + seconds, 0);
  const shown = spent
    .slice(0, SHOWN)
    .map(([task, seconds]) => `  ${seconds.toFixed(1).padStart(6)} s  ${task}`);
  return all === 0 ? [] : [`Processor time: ${Math.round(all)} s; most of it in`, ...shown];
}

/** Measures from now on. @returns {() => string[]} ends it, and tells of the costliest tasks */
export function measureProcessorTime() {
  if (!existsSync('/proc/self/stat')) return () => [];
  const meter = createMeter();
  const timer = setInterval(() => meter.sample(), SAMPLE_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    meter.sample();
    return describeSpent(meter.spent());
  };
}
