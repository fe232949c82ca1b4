/** How much a visitor's browser has to load and parse before a worker can answer. */
import { brotliCompressSync } from 'node:zlib';
import { buildIsr, bundlePeer } from '../contenders/bundle.mjs';
import { EVERYTHING, SMALLEST } from '../contenders/contenders.mjs';

/** @param {import('../contenders/bundle.mjs').Scripts} scripts */
const brotli = (scripts) => brotliCompressSync(scripts['/sw.js'] ?? '').length;

/** @returns {Promise<import('../bench.mjs').Measured>} */
export async function size() {
  const [smallest, everything, workbox, serwist, floor] = await Promise.all([
    buildIsr(SMALLEST),
    buildIsr(EVERYTHING),
    ...['workbox', 'serwist', 'floor'].map((name) => bundlePeer(name)),
  ]);
  const peers = { workbox, serwist, floor };
  return {
    size: Object.fromEntries(
      Object.entries({ 'sw-isr': smallest, ...peers }).map(([name, scripts]) => [
        name,
        [brotli(scripts ?? {})],
      ]),
    ),
    'size-everything': { 'sw-isr': [brotli(everything ?? {})] },
  };
}
