/** Measures a browser in the middle of a walk. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { TargetType, type Browser, type Page } from 'puppeteer-core';
import { command } from '../situations/worker-line.js';
import type { Walk } from '../walk/steps.js';
import { median } from '../../../bench/stats.mjs';
import type { Sample } from './compare.js';

const MEGABYTE = 1_000_000;
/** Pages that are timed, at most: not every visit is a hit. */
const VISITS = 40;
const HITS = 15;
const PAGE = '/products/2';
/** Within this time a browser that was told of a shortage has freed what it can. */
const FREEING_MS = 2_000;

/** The heap of the site's worker (bytes), after a collection. */
async function workerHeap(browser: Browser, url: string): Promise<number> {
  const target = browser
    .targets()
    .find((each) => each.type() === TargetType.SERVICE_WORKER && each.url().startsWith(url));
  const session = await target?.createCDPSession();
  if (!session) throw new Error(`Failed to measure "the worker of ${url}": it does not run.`);
  try {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await session.detach();
  }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** What a process of Chromium does, as its command line says it. */
async function kindOf(pid: number): Promise<string> {
  const line = await textOf(`/proc/${pid}/cmdline`);
  const [, type = 'main'] = /--type=([\w-]+)/.exec(line) ?? [];
  const [, service] = /--utility-sub-type=(\w+)/.exec(line) ?? [];
  return service ?? type;
}

/** The memory (megabytes) of a process and of all that it started, by what they do. */
async function memoryOf(root: number): Promise<Record<string, number>> {
  const parents = new Map<number, number>();
  for (const name of (await readdir('/proc')).filter((each) => /^\d+$/.test(each))) {
    // The name of the program, in brackets, may have spaces.
    const [, parent] = (await textOf(`/proc/${name}/stat`)).replace(/^.*\)\s/s, '').split(' ');
    parents.set(Number(name), Number(parent));
  }
  const isOf = (pid: number | undefined): boolean => pid === root || (!!pid && isOf(parents.get(pid)));
  const memory: Record<string, number> = {};
  for (const pid of [...parents.keys()].filter(isOf)) {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(await textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    const kind = await kindOf(pid);
    memory[kind] = (memory[kind] ?? 0) + (kilobytes * 1024) / MEGABYTE;
  }
  return memory;
}

/** How long (ms) the page that is shown took to begin. */
const BEGIN = `const [{ startTime, responseStart }] = performance.getEntriesByType('navigation'); return responseStart - startTime;`;

/** Times hits, and answers of the network between them. Without a worker every visit counts as a hit. */
async function times({ browser }: Walk, hasWorker: boolean): Promise<{ hit: number; network: number }> {
  const [hits, answers]: [number[], number[]] = [[], []];
  for (let visit = 0; visit < VISITS && hits.length < HITS; visit += 1) {
    const { timing } = await browser.visit(PAGE);
    const begin = await browser.run<number>(BEGIN);
    if (!hasWorker || timing === 'fresh' || timing === 'stale') hits.push(begin);
    answers.push(
      await browser.run<number>(
        `const at = performance.now(); await fetch('/whoami.json'); return performance.now() - at;`,
      ),
    );
  }
  return { hit: median(hits), network: median(answers) };
}

/**
 * Tells the browser that memory is short, and gives it time to act: it frees what it only keeps because there is room, such
 * as caches and garbage that was not collected. What is held after that is needed, or leaks.
 */
async function freeMemory(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  try {
    await session.send('Memory.simulatePressureNotification', { level: 'critical' });
    await session.send('HeapProfiler.collectGarbage');
    await sleep(FREEING_MS);
  } finally {
    await session.detach();
  }
}

/** To be taken while the shop is there. */
export async function takeSample(
  page: Page,
  walk: Walk,
  { hasWorker }: { hasWorker: boolean },
): Promise<Omit<Sample, 'minute'>> {
  const browser = page.browser();
  const { hit, network } = await times(walk, hasWorker);
  const entries = hasWorker ? (await command(walk.browser, 'stats', {})).entries : 0;
  const stored = await walk.browser.run<number>('return (await navigator.storage.estimate()).usage');
  const heap = hasWorker ? (await workerHeap(browser, walk.site.url)) / MEGABYTE : 0;
  await freeMemory(page);
  const processes = await memoryOf(browser.process()?.pid ?? 0);
  return {
    workerHeap: heap,
    browser: Object.values(processes).reduce((sum, memory) => sum + memory, 0),
    processes,
    stored: stored / MEGABYTE,
    entries,
    hit,
    network,
  };
}
