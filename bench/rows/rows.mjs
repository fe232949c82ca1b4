/** What is measured, in this order: what stores many pages comes last. */
import { asset } from './asset.mjs';
import { backends } from './backends.mjs';
import { cold, coldMiss, coldOther, coldSlow, coldSoon, unread } from './cold.mjs';
import { disk } from './disk.mjs';
import { fetches } from './fetches.mjs';
import { fresh, miss, stale } from './hits.mjs';
import { relaunch } from './relaunch.mjs';
import { shell } from './shell.mjs';
import { size } from './size.mjs';
import { stored } from './stored.mjs';
import { tags } from './tags.mjs';
import { touch } from './touch.mjs';
import { visitor } from './visitor.mjs';
import { warming } from './warming.mjs';

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {(bench: import('../bench.mjs').Bench) => Promise<import('../bench.mjs').Measured>} run
 * @property {boolean} [apart] whether it has sites of its own
 */

/** @type {Row[]} */
export const rows = [
  { name: 'fresh', run: fresh },
  { name: 'stale', run: stale },
  { name: 'miss', run: miss },
  { name: 'unread', run: unread },
  { name: 'cold', run: cold },
  { name: 'cold-soon', run: coldSoon },
  { name: 'cold-other', run: coldOther },
  { name: 'cold-miss', run: coldMiss },
  { name: 'cold-slow', run: coldSlow },
  { name: 'touch', run: touch },
  { name: 'fetch', run: fetches },
  { name: 'relaunch', run: relaunch },
  { name: 'backends', run: backends, apart: true },
  { name: 'asset', run: asset, apart: true },
  { name: 'shell', run: shell, apart: true },
  { name: 'disk', run: disk, apart: true },
  { name: 'warm', run: warming, apart: true },
  { name: 'visitor', run: visitor, apart: true },
  { name: 'stored', run: stored, apart: true },
  { name: 'tags', run: tags, apart: true },
  { name: 'size', run: size, apart: true },
];
