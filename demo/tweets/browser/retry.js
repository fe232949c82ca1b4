// The outline of a tweet whose API is dead: asks for the tweet again, and after some tries says that it cannot be had.
// It goes on asking then, more seldom, and shows the tweet as soon as there is one.
import { apiSwitch } from './switch.js';

const TRIES = 3;
/** So many times the first delay lie between two tries after that. */
const SELDOM = 8;

export async function askAgain() {
  const outline = document.querySelector('[data-retry]');
  if (!outline) return;
  const first = Number(outline.dataset.retry);
  const words = outline.querySelector('[data-note]');
  for (let tries = 1; tries <= TRIES; tries += 1) {
    words.lastChild.textContent = ` It is asked again: ${tries} of ${TRIES} times.`;
    await pause(first * 2 ** (tries - 1));
    if (await isThere()) return location.reload();
  }
  outline.remove();
  document.querySelector('[data-given-up]').hidden = false;
  do await pause(first * SELDOM);
  while (document.hidden || !(await isThere()));
  location.reload();
}

/** Ends sooner when the API is brought back. @param {number} ms */
const pause = (ms) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      apiSwitch.removeEventListener('change', change);
      resolve();
    };
    const change = ({ detail }) => detail.alive && done();
    const timer = setTimeout(done, ms);
    apiSwitch.addEventListener('change', change);
  });

/** Whether the site has an answer, be it that there is no such tweet. */
async function isThere() {
  try {
    return (await fetch(location.href, { headers: { Accept: 'text/html' } })).status < 500;
  } catch {
    return false;
  }
}
