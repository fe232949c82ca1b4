// The line above a tweet: where it came from, as the worker says in Server-Timing.
const place = document.querySelector('[data-note][data-took]:not([data-took=""])');

/** By what the worker says: a tone, and the words. `opened` and `took` are times in words. */
const SAID = {
  fresh: (opened, took) => [
    'good',
    `From this browser, in ${opened}.`,
    `Nobody was asked. Generating it took ${took}.`,
  ],
  history: (opened, took) => [
    'good',
    `From this browser, in ${opened}.`,
    `Nobody was asked. Generating it took ${took}.`,
  ],
  stale: (opened) => [
    'old',
    `From this browser, in ${opened}.`,
    'It has grown old, so it is being generated anew behind it.',
  ],
  miss: (_, took) => [
    'good',
    `Generated for you, in ${took}.`,
    'It is kept in this browser: come back, and it is there at once.',
  ],
  'stale-if-error': (opened) => [
    'off',
    `From this browser, in ${opened}.`,
    'It was to be generated anew, which failed: the last good page stays.',
  ],
  offline: (opened) => [
    'off',
    `From this browser, in ${opened}.`,
    'The server cannot be reached. What you have seen stays.',
  ],
  none: (_, took) => [
    'plain',
    `Generated for you, in ${took}.`,
    'This is your first visit: from now on this browser keeps what you see.',
  ],
};

/** @param {number} ms */
const duration = (ms) => (ms < 950 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(2)} s`);

/** Of the page on the screen: the worker's word for where it came from. */
export function stateOfPage() {
  const [entry] = performance.getEntriesByType('navigation');
  return entry?.serverTiming?.find(({ name }) => name === 'isr')?.description ?? 'none';
}

export function sayWhereFrom() {
  if (!place) return;
  const [entry] = performance.getEntriesByType('navigation');
  const opened = duration(entry ? entry.responseStart - entry.startTime : 0);
  say(...(SAID[stateOfPage()] ?? SAID.none)(opened, place.dataset.took));
}

/**
 * @param {string} tone
 * @param {string} words
 * @param {string} more
 * @param {Element} [action] a button
 */
export function say(tone, words, more, action) {
  if (!place) return;
  place.dataset.tone = tone;
  place.replaceChildren(Object.assign(document.createElement('strong'), { textContent: words }), ` ${more} `);
  if (action) place.append(action);
}
