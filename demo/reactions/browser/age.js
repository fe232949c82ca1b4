// How old the counts are, from second to second.
import { age, clock } from './words.js';

const FRESH_MS = 1000;

let asOf;

/** @param {number} at when the server was asked for what is shown, in milliseconds since the epoch */
export function setAge(at) {
  const isFirst = asOf === undefined;
  asOf = at;
  show();
  if (isFirst) setInterval(show, 200);
}

function show() {
  if (document.hidden) return;
  const [text, chip] = [document.querySelector('[data-age-text]'), document.querySelector('[data-fresh]')];
  const old = Date.now() - asOf;
  write(text, `As of ${clock(asOf)}, ${age(old / 1000)} ago`);
  write(chip, old < FRESH_MS ? 'fresh' : 'stale');
  chip.dataset.fresh = String(old < FRESH_MS);
  chip.hidden = false;
}

const write = (element, text) => element.textContent === text || (element.textContent = text);
