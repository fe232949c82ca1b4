/**
 * Slows the whole browser down, the start of its workers too: the throttling of DevTools reaches pages alone. A control
 * group of Linux gives the browser's processes a quarter of one processor, in slices of one of every four milliseconds.
 */
import { access, mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Microseconds. Longer periods would let a worker start at full speed and then stop everything. */
const [QUOTA, PERIOD] = [1000, 4000];

/** Where the browser cannot be slowed down. */
export class NoBrake extends Error {}

/**
 * @typedef {object} Brake
 * @property {() => Promise<void>} on
 * @property {() => Promise<void>} off
 * @property {() => Promise<void>} release
 */

/** @typedef {{ root: string, limit: (folder: string, isOn: boolean) => Promise<void> }} Controller */

/** Of version 1: limits a group that has processes, whatever stands above it. @param {string} root @returns {Controller} */
const first = (root) => ({
  root,
  async limit(folder, isOn) {
    await writeFile(join(folder, 'cpu.cfs_period_us'), `${isOn ? PERIOD : 100_000}`);
    await writeFile(join(folder, 'cpu.cfs_quota_us'), `${isOn ? QUOTA : -1}`);
  },
});

/** @returns {Controller} */
const second = () => ({
  root: '/sys/fs/cgroup',
  limit: (folder, isOn) => writeFile(join(folder, 'cpu.max'), isOn ? `${QUOTA} ${PERIOD}` : `max ${PERIOD}`),
});

const isThere = (/** @type {string} */ path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** @returns {Promise<Controller>} */
async function controllerOf() {
  const unified = '/sys/fs/cgroup/cgroup.controllers';
  if (await isThere(unified)) {
    if (!(await readFile(unified, 'utf8')).split(/\s/).includes('cpu'))
      throw new NoBrake('the control groups here do not limit processors');
    await writeFile('/sys/fs/cgroup/cgroup.subtree_control', '+cpu');
    return second();
  }
  for (const root of ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup/cpu,cpuacct'])
    if (await isThere(join(root, 'cpu.cfs_quota_us'))) return first(root);
  throw new NoBrake('there are no control groups for processors');
}

/** A process and all that it started. @param {number} pid */
async function familyOf(pid) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map();
  for (const one of pids) {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '');
    parents.set(Number(one), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const family = [pid];
  for (const member of family) for (const [one, parent] of parents) if (parent === member) family.push(one);
  return family;
}

/** What ended meanwhile can no longer be moved. @param {string} group @param {number[]} pids */
const move = (group, pids) =>
  Promise.allSettled(pids.map((pid) => writeFile(join(group, 'cgroup.procs'), `${pid}`)));

/**
 * @param {number} pid the browser's. Processes that it starts later are slow as well.
 * @returns {Promise<Brake>}
 * @throws NoBrake where there are no control groups, or not for this user
 */
export async function createBrake(pid) {
  try {
    const { root, limit } = await controllerOf();
    const folder = join(root, `sw-isr-bench-${process.pid}`);
    await mkdir(folder);
    await limit(folder, true);
    await limit(folder, false);
    await move(folder, await familyOf(pid));
    const members = async () => (await readFile(join(folder, 'cgroup.procs'), 'utf8')).split('\n');
    if (!(await members()).includes(`${pid}`))
      throw new NoBrake('the browser cannot be moved to a control group');
    return {
      on: () => limit(folder, true),
      off: () => limit(folder, false),
      async release() {
        await limit(folder, false);
        await move(root, (await members()).filter(Boolean).map(Number));
        await rmdir(folder);
      },
    };
  } catch (error) {
    if (error instanceof NoBrake) throw error;
    throw new NoBrake(`control groups: ${/** @type {Error} */ (error).message}`);
  }
}
