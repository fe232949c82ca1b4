/** What runs in a page whose worker notes what happens in it; each function is sent there by its source. */

/** What the worker noted since it was asked last, and when this page was asked for and began to arrive. */
export async function readNavigation() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  const { port1, port2 } = new MessageChannel();
  navigator.serviceWorker.controller?.postMessage('marks', [port2]);
  /** @type {[name: string, at: number][]} */
  const marks = await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  const from = performance.timeOrigin;
  const { workerStart = NaN, responseStart = NaN, domContentLoadedEventStart = NaN } = entry ?? {};
  return [{ marks, from, worker: workerStart, start: responseStart, parsed: domContentLoadedEventStart }];
}

/** The same of pages that this one fetches, one after the other. @param {string[]} paths */
export async function readFetches(paths) {
  /** @type {{ from: number, start: number, parsed: number }[]} */
  const seen = [];
  for (const path of paths) {
    const from = performance.now();
    const response = await fetch(path, { headers: { accept: 'text/html' } });
    const start = performance.now() - from;
    await response.arrayBuffer();
    seen.push({ from: performance.timeOrigin + from, start, parsed: performance.now() - from });
  }
  const { port1, port2 } = new MessageChannel();
  navigator.serviceWorker.controller?.postMessage('marks', [port2]);
  /** @type {[name: string, at: number][]} */
  const marks = await new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  return seen.map((one) => ({ ...one, marks, worker: NaN }));
}
