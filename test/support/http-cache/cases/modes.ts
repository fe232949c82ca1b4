/** The option `cache` of `fetch()` (Fetch Standard, HTTP-network-or-cache fetch). */
import { control, FRESH, STALE, type Case, type Fields, type Step } from './case.js';

/** The modes of Fetch: who answers when nothing is stored, when it is fresh, and when it is stale. */
const MODES: readonly [cache: RequestCache, ...(Step['by'] | 'nobody')[]][] = [
  ['default', 'server', 'store', 'confirmed'],
  ['no-store', 'server', 'server', 'server'],
  ['reload', 'server', 'server', 'server'],
  ['no-cache', 'server', 'confirmed', 'confirmed'],
  ['force-cache', 'server', 'store', 'store'],
  ['only-if-cached', 'nobody', 'store', 'store'],
];
const STORED: readonly (Fields | undefined)[] = [undefined, FRESH, STALE];

function modeCase(cache: RequestCache, by: Step['by'] | 'nobody', stored: Fields | undefined): Case {
  const ask: RequestInit = { cache, mode: 'same-origin' };
  const headers = { ...stored, ETag: '"a"' };
  const step: Step =
    by === 'nobody'
      ? { ask, by: 'store', status: 'failed' }
      : { ask, by, answer: { headers: { ...FRESH, ETag: '"a"' }, confirms: true } };
  const first: Step[] = stored ? [{ answer: { headers }, by: 'server' }] : [];
  const state = stored ? (stored === FRESH ? 'fresh' : 'stale') : 'not stored';
  return { name: `${cache}: what is ${state}`, steps: [...first, step] };
}

const PAST_CACHES = { 'cache-control': 'no-cache', pragma: 'no-cache' };
const PAST_THE_BROWSER =
  "The worker's requests go past the browser's HTTP cache, so that no page is stored in two caches. The browser adds `no-cache` to such requests.";
/** The headers that a request has, and those that the browser adds. */
const SENT: readonly [cache: RequestCache, own: Fields, sent: Step['sent'], differs?: string][] = [
  ['default', {}, { 'cache-control': null, pragma: null }, PAST_THE_BROWSER],
  ['no-cache', {}, { 'cache-control': 'max-age=0' }],
  ['no-cache', {}, { pragma: null }, PAST_THE_BROWSER],
  ['no-cache', control('max-age=5'), { 'cache-control': 'max-age=5' }],
  ['no-store', {}, PAST_CACHES],
  ['no-store', control('max-age=5'), { 'cache-control': 'max-age=5' }],
  ['no-store', { Pragma: 'x' }, { pragma: 'x' }],
  ['reload', {}, PAST_CACHES],
  ['reload', control('max-age=5'), { 'cache-control': 'max-age=5' }],
];
export const modes: Case[] = [
  ...MODES.flatMap(([cache, ...answerers]) => answerers.map((by, at) => modeCase(cache, by, STORED[at]))),
  ...SENT.map(([cache, headers, sent, differs]) => ({
    name: `${cache}: with ${JSON.stringify(headers)} the server gets ${JSON.stringify(sent)}`,
    differs,
    steps: [{ ask: { cache, headers }, by: 'server' as const, sent }],
  })),
  {
    name: 'no-store: leaves what is stored',
    steps: [
      { answer: { headers: FRESH }, by: 'server' },
      { ask: { cache: 'no-store' }, answer: { headers: FRESH }, by: 'server' },
      { by: 'store' },
    ],
  },
];
