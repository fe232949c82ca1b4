// Where this page came from, as the worker says in Server-Timing.
const WORDS = {
  fresh: (ms) => `It came from this browser in ${ms}: nobody was asked.`,
  stale: (ms) => `It came from this browser in ${ms}, and is being generated anew behind your back.`,
  shell: () => 'Its outline was shown at once, and the tweet when it was generated.',
  miss: () => 'It was generated for you just now, and is kept.',
  offline: (ms) => `It came from this browser in ${ms}: the server cannot be reached.`,
  'stale-if-error': (ms) =>
    `It came from this browser in ${ms}: the server is in trouble, so the last good page stays.`,
};

/** @param {number} ms */
const duration = (ms) => (ms < 950 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

export function sayWhereFrom() {
  const [entry] = performance.getEntriesByType('navigation');
  const state = entry?.serverTiming?.find(({ name }) => name === 'isr')?.description;
  const took = entry ? duration(entry.responseStart - entry.startTime) : '';
  say(WORDS[state]?.(took) ?? `It came from the server in ${took}.`, state ?? 'none');
}

/** @param {string} words @param {string} state */
export function say(words, state) {
  const place = document.querySelector('[data-from]');
  if (!place) return;
  place.textContent = words;
  place.dataset.from = state;
}
