/** What is measured, in this order: what stores many pages comes last. */
import { cold } from './cold.mjs';
import { fetches } from './fetches.mjs';
import { fresh, miss, stale } from './hits.mjs';
import { many } from './many.mjs';
import { shell } from './shell.mjs';
import { size } from './size.mjs';

/** @typedef {{ name: string, run: (bench: import('../bench.mjs').Bench) => Promise<import('../bench.mjs').Measured> }} Row */

/** @type {Row[]} */
export const rows = [
  { name: 'size', run: size },
  { name: 'fresh', run: fresh },
  { name: 'stale', run: stale },
  { name: 'miss', run: miss },
  { name: 'cold', run: cold },
  { name: 'fetch', run: fetches },
  { name: 'shell', run: shell },
  { name: 'many', run: many },
];
