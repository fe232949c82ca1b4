/** How much a visitor's browser has to load and parse before a worker can answer. */
import { brotliCompressSync } from 'node:zlib';
import { buildIsr, bundlePeer } from '../contenders/bundle.mjs';
import { EVERYTHING, ONE_MORE, ORDINARY, SMALLEST } from '../contenders/contenders.mjs';

/** @param {import('../contenders/bundle.mjs').Scripts} scripts */
const brotli = (scripts, name = '/sw.js') => brotliCompressSync(scripts[name] ?? '').length;

/** @returns {Promise<import('../bench.mjs').Measured>} */
export async function size() {
  const [smallest, ordinary, everything] = await Promise.all([SMALLEST, ORDINARY, EVERYTHING].map(buildIsr));
  const peers = ['workbox', 'serwist', 'floor'].map(async (name) => [name, [brotli(await bundlePeer(name))]]);
  const base = brotli(smallest ?? {});
  const more = Object.entries(ONE_MORE).map(async ([option, config]) => [
    `size+${option}`,
    { 'sw-isr': [brotli(await buildIsr(config)) - base] },
  ]);
  return {
    size: { 'sw-isr': [base], ...Object.fromEntries(await Promise.all(peers)) },
    ...Object.fromEntries(await Promise.all(more)),
    'size-ordinary': { 'sw-isr': [brotli(ordinary ?? {})] },
    'size-everything': { 'sw-isr': [brotli(everything ?? {})] },
    'size-page': { 'sw-isr': [brotli(everything ?? {}, '/sw-isr.js')] },
  };
}
