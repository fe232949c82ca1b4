/** What is drawn: the lines of each chart. */
import { count, milliseconds } from './format.js';
import type { Point } from './history.js';

interface Line {
  readonly label: string;
  readonly color: string;
  readonly of: (point: Point) => number | null;
}

export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly show: (value: number) => string;
}

export const CHARTS: readonly Chart[] = [
  {
    name: 'answers',
    title: 'Answers a second',
    show: count,
    lines: [
      { label: 'Hits', color: '--fresh', of: ({ hits }) => hits },
      { label: 'Stale', color: '--stale', of: ({ stale }) => stale },
      { label: 'Misses', color: '--expired', of: ({ misses }) => misses },
    ],
  },
  {
    name: 'latency',
    title: 'Time until the answer begins, median',
    show: milliseconds,
    lines: [
      { label: 'From the store', color: '--fresh', of: ({ stored }) => stored },
      { label: 'From the network', color: '--expired', of: ({ network }) => network },
    ],
  },
  {
    name: 'origin',
    title: 'Requests to the origin, in total',
    show: count,
    lines: [
      { label: 'Spared', color: '--fresh', of: ({ spared }) => spared },
      { label: 'Made', color: '--expired', of: ({ made }) => made },
    ],
  },
];

/** The times, then the values of each line. */
export const dataOf = ({ lines }: Chart, points: readonly Point[]): (number | null)[][] => [
  points.map(({ at }) => at),
  ...lines.map(({ of }) => points.map(of)),
];
