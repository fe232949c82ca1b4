/** What runs in a page of a contender; each function is sent there by its source, so it may use nothing around it. */

/** @returns {Promise<void>} resolves when a worker controls this page */
export async function untilControlled() {
  const { serviceWorker } = navigator;
  await serviceWorker.ready;
  while (!serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** What the page says of its own loading. */
export function readVisit() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const { generation, path } = document.body.dataset;
  return {
    responseStart: entry?.responseStart ?? NaN,
    parsed: entry?.domContentLoadedEventStart ?? NaN,
    bytes: entry?.decodedBodySize ?? NaN,
    throughWorker: (entry?.workerStart ?? 0) > 0,
    word: entry?.serverTiming.find(({ name }) => name === 'isr')?.description,
    generation: Number(generation),
    path,
    startedAt: performance.timeOrigin,
  };
}

/**
 * Puts a link over the whole page.
 * @param {string} path
 */
export function showLink(path) {
  const link = document.createElement('a');
  link.href = path;
  link.style.cssText = 'position:fixed;inset:0';
  document.body.append(link);
}

/** When something was first painted, and whether that was the page itself or a shell. */
export async function readFirstPaint() {
  const at = await new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  return {
    firstPaint: /** @type {number} */ (at),
    startedAt: performance.timeOrigin,
    path: document.body.dataset.path,
  };
}

/**
 * Fetches pages as a script of the page does.
 * @param {string[]} paths
 * @param {number} atOnce
 */
export async function fetchPages(paths, atOnce) {
  const left = [...paths];
  let [bytes, hits] = [0, 0];
  const start = performance.now();
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const response = await fetch(path, { headers: { accept: 'text/html' } });
      const { byteLength } = await response.arrayBuffer();
      bytes += byteLength;
      if (response.headers.get('cache-status')?.includes('; hit')) hits += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { seconds: (performance.now() - start) / 1000, bytes, hits };
}

/**
 * Milliseconds that a picture takes.
 * @param {string} path
 */
export async function loadPicture(path) {
  const picture = new Image();
  picture.src = path;
  await picture.decode();
  const [entry] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(picture.src));
  return entry?.duration ?? NaN;
}

/**
 * Milliseconds until sw-isr says that a tag is marked.
 * @param {string} tag
 */
export async function revalidateTag(tag) {
  const { ready } = await import(/** @type {string} */ ('/sw-isr.js'));
  const isr = await ready;
  // The page may have been loaded while the worker slept.
  await isr.deployments();
  const start = performance.now();
  await isr.revalidateTag(tag);
  return performance.now() - start;
}
