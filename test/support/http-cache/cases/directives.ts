/** What a request says in `Cache-Control` and `Pragma`. */
import { control, FRESH, repeated, STALE, type Case, type Fields } from './case.js';

const AGED = { ...FRESH, Age: '200' };

/** RFC 9111 §5.2.1 and §5.4: what is stored, what the request says, who answers. */
const DIRECTIVES: readonly [stored: Fields, sent: Fields, by: 'server' | 'store'][] = [
  [AGED, control('max-age=100'), 'server'],
  [AGED, control('max-age=300'), 'store'],
  [AGED, control('max-age=0'), 'server'],
  [AGED, control('min-fresh=500'), 'server'],
  [AGED, control('min-fresh=300'), 'store'],
  [STALE, control('max-stale'), 'store'],
  [STALE, control('max-stale=400'), 'store'],
  [STALE, control('max-stale=200'), 'server'],
  [{ ...control('max-age=600, must-revalidate'), Age: '900' }, control('max-stale'), 'server'],
  [FRESH, control('no-cache'), 'server'],
  [FRESH, control('only-if-cached'), 'store'],
  [FRESH, { Pragma: 'no-cache' }, 'server'],
];
export const directives: Case[] = [
  ...DIRECTIVES.map(([stored, headers, by]) =>
    repeated(`${JSON.stringify(headers)} after ${JSON.stringify(stored)}`, { headers: stored }, by, {
      headers,
    }),
  ),
  {
    name: 'no-store: the answer is not stored',
    steps: [
      { ask: { headers: control('no-store') }, answer: { headers: FRESH }, by: 'server' },
      { by: 'server' },
    ],
  },
  {
    name: 'only-if-cached: nothing is stored',
    steps: [{ ask: { headers: control('only-if-cached') }, by: 'store', status: 504, body: '' }],
  },
];
