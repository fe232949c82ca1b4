/** Compares the end of a soak with its start. */
import { median } from '../../../bench/stats.mjs';

/** What is measured now and then. Memory and storage are in megabytes, times in milliseconds. */
export interface Sample {
  minute: number;
  /** The worker's JavaScript heap, after a collection. 0 in a walk without a worker. */
  workerHeap: number;
  /**
   * All processes of the browser, after it was told that memory is short. Pages of memory that they share count in parts.
   */
  browser: number;
  /** The same for each kind of process: `main`, `renderer`, `network` and others. */
  processes?: Readonly<Record<string, number>>;
  /** What the browser says the site stores. */
  stored: number;
  entries: number;
  /** Until a stored page begins to arrive. Median. */
  hit: number;
  /** The same for an answer that the network gives, as a measure of how busy the machine is. Median. */
  network: number;
}

export interface Comparison {
  /** The median of the last quarter of the samples in parts of the median of the first, without the first sample. */
  ratios: { workerHeap: number; browser: number; stored: number; hit: number };
  /** By how many megabytes each kind of process has grown, between the same medians. */
  growth: Readonly<Record<string, number>>;
  /** Whether memory or the time of a hit has grown by more than a fifth, in a walk of at least twenty minutes. */
  hasGrown: boolean;
}

const LIMIT = 1.2;
/** Fewer samples tell nothing. */
const ENOUGH = 12;
/** In a shorter walk the worker still fills its memory with the pages of the shop. */
const MINUTES = 20;

/** A hit is compared with the network at the same moment: a machine that is busy with something else slows down both. */
export function compare(samples: readonly Sample[]): Comparison {
  // The first sample is taken while the worker is still being compiled.
  const rest = samples.slice(1);
  const quarter = Math.max(1, Math.floor(rest.length / 4));
  const ratio = (of: (sample: Sample) => number): number =>
    median(rest.slice(-quarter).map(of)) / median(rest.slice(0, quarter).map(of));
  const ratios = {
    workerHeap: ratio(({ workerHeap }) => workerHeap),
    browser: ratio(({ browser }) => browser),
    stored: ratio(({ stored }) => stored),
    hit: ratio(({ hit, network }) => hit / network),
  };
  const { workerHeap, browser, hit } = ratios;
  const isLong = rest.length >= ENOUGH && (rest.at(-1)?.minute ?? 0) >= MINUTES;
  const kinds = [...new Set(samples.flatMap(({ processes = {} }) => Object.keys(processes)))];
  const grown = (kind: string): number => {
    const of = ({ processes }: Sample): number => processes?.[kind] ?? 0;
    return median(rest.slice(-quarter).map(of)) - median(rest.slice(0, quarter).map(of));
  };
  return {
    ratios,
    growth: Object.fromEntries(kinds.map((kind) => [kind, grown(kind)])),
    hasGrown: isLong && [workerHeap, browser, hit].some((value) => value > LIMIT),
  };
}

export function describeComparison({ ratios, growth }: Comparison): string {
  const { workerHeap, browser, stored, hit } = ratios;
  const processes = Object.entries(growth).map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(0)} MB`);
  return (
    `The end beside the start: ${workerHeap ? `worker's heap ${workerHeap.toFixed(2)}, ` : ''}browser ${browser.toFixed(2)}, ` +
    `stored ${stored.toFixed(2)}, hit beside the network ${hit.toFixed(2)}. ` +
    `Processes have grown by: ${processes.join(', ')}.`
  );
}
