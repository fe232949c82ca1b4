/** What scripts ask a private cache for, and who has to answer, by RFC 9110, RFC 9111 and the Fetch Standard. */
import { heuristics, lifetimes, statuses } from './answers.js';
import type { Case } from './case.js';
import { directives } from './directives.js';
import { modes } from './modes.js';
import { ranges } from './ranges.js';
import { conditions, confirmations } from './validation.js';
import { variants } from './variants.js';
import { writes } from './writes.js';

/** The cases, by what they are about. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'Lifetime of an answer': lifetimes,
  'Statuses with a lifetime': statuses,
  'Statuses without a lifetime': heuristics,
  '`Cache-Control` and `Pragma` of a request': directives,
  "`fetch()`'s option `cache`": modes,
  '`Vary`': variants,
  'Invalidation by writes': writes,
  '`Range`': ranges,
  '304 to the cache': confirmations,
  '304 to the script': conditions,
};
