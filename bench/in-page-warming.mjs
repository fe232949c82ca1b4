/** Waits, in a page, until pages that nobody has asked for are stored. Each is sent there by its source. */

/**
 * For sw-isr: seconds since the page has loaded; undefined where it takes far too long.
 * @param {number} count
 */
export async function untilWarm(count) {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const { ready } = await import(/** @type {string} */ ('/sw-isr.js'));
  const isr = await ready;
  const isWarm = await new Promise((resolve) => {
    const done = (/** @type {boolean} */ warm) => {
      clearInterval(looking);
      clearTimeout(waiting);
      resolve(warm);
    };
    const waiting = setTimeout(() => done(false), 20_000 + count * 100);
    // The event may have come before anyone listened.
    const looking = setInterval(async () => {
      const { entries } = await isr.stats().catch(() => ({ entries: 0 }));
      if (entries >= count) done(true);
    }, 1000);
    isr.addEventListener('warm', (/** @type {CustomEvent<{ done: number, total: number }>} */ { detail }) => {
      if (detail.done >= Math.max(detail.total, count)) done(true);
    });
  });
  return isWarm ? (performance.now() - (entry?.loadEventEnd ?? NaN)) / 1000 : undefined;
}

/**
 * For a worker that stores pages while it installs: seconds since it was registered; undefined where it takes far too
 * long or pages are missing.
 * @param {number} count
 */
export async function untilInstalled(count) {
  const start = performance.now();
  const end = start + 20_000 + count * 200;
  const registration = await navigator.serviceWorker.register('/sw.js');
  while (registration.active?.state !== 'activated') {
    if (performance.now() > end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - start) / 1000;
  const names = await caches.keys();
  const stored = await Promise.all(
    names.map(async (name) => (await (await caches.open(name)).keys()).length),
  );
  return stored.reduce((sum, some) => sum + some, 0) === count ? seconds : undefined;
}

/** What the page came over: `h2` or `http/1.1`. */
export function readProtocol() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return entry?.nextHopProtocol;
}
