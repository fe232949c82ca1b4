// The figures at the foot: what was generated in this browser, and what is kept.
const KEY = 'tweets-figures';
const number = new Intl.NumberFormat('en');

/** @param {number} bytes */
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function write(figures) {
  for (const [name, text] of Object.entries(figures)) {
    const place = document.querySelector(`[data-figure="${name}"]`);
    if (place.textContent !== text) place.textContent = text;
  }
}

// Those of the page before, until the worker has answered.
try {
  write(JSON.parse(sessionStorage.getItem(KEY) ?? '{}'));
} catch {
  // This browser keeps nothing for pages.
}

/**
 * @param {import('sw-isr/client').PageInfo[]} tweets that are kept
 * @param {import('sw-isr/client').Stats} stats
 */
export function showFigures(tweets, { routes }) {
  const ofTweets = Object.entries(routes).find(([route]) => route.startsWith('/:id'))?.[1];
  const figures = {
    generated: number.format(tweets.length),
    kept: size(tweets.reduce((sum, { size }) => sum + size, 0)),
    'at-once': number.format(ofTweets ? ofTweets.hits + ofTweets.stale : 0),
  };
  write(figures);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(figures));
  } catch {
    // As above.
  }
}
