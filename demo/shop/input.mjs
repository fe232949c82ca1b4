/** What people type, read strictly. Each reader returns the value, or a sentence that says what is wrong with it. */

/**
 * @template T
 * @typedef {{ ok: true, value: T } | { ok: false, problem: string }} Read
 */

/** @param {string} problem @returns {{ ok: false, problem: string }} */
const wrong = (problem) => ({ ok: false, problem });

/**
 * @param {unknown} text
 * @param {{ name: string, min: number, max: number }} range
 * @returns {Read<number>}
 */
export function readInteger(text, { name, min, max }) {
  const value = typeof text === 'string' && /^\s*-?\d{1,12}\s*$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value)) return wrong(`${name} must be a whole number, not ${show(text)}.`);
  if (value < min || value > max) return wrong(`${name} must be from ${min} to ${max}, not ${value}.`);
  return { ok: true, value };
}

export const HIGHEST_PRICE = 99_999.99;

/**
 * @param {unknown} text `19`, `19.9`, `19,90` or `€19.90`
 * @returns {Read<number>} in cents
 */
export function readPrice(text) {
  const match = typeof text === 'string' ? /^\s*€?\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*€?\s*$/.exec(text) : null;
  if (!match) return wrong(`The price must be an amount such as 19.90, not ${show(text)}.`);
  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  if (cents < 1 || cents > HIGHEST_PRICE * 100)
    return wrong(`The price must be from 0.01 to ${HIGHEST_PRICE.toFixed(2)}, not ${show(text)}.`);
  return { ok: true, value: cents };
}

/**
 * @param {unknown} text
 * @returns {Read<string>}
 */
export function readTitle(text) {
  const value = typeof text === 'string' ? text.trim().replace(/\s+/g, ' ') : '';
  if (value === '') return wrong('The title must not be empty.');
  if (value.length > 120)
    return wrong(`The title must have at most 120 characters; this one has ${value.length}.`);
  return { ok: true, value };
}

/**
 * A line of a form that is not empty.
 * @param {unknown} text
 * @param {string} name
 * @returns {Read<string>}
 */
export function readLine(text, name) {
  const value = typeof text === 'string' ? text.trim().replace(/\s+/g, ' ') : '';
  if (value === '') return wrong(`${name} is missing.`);
  if (value.length > 80) return wrong(`${name} must have at most 80 characters.`);
  return { ok: true, value };
}

/**
 * A number in an address: whoever mistypes it gets the default, not an error.
 * @param {string | undefined} text
 * @param {number} fallback
 */
export function positiveOr(text, fallback) {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : fallback;
}

/** @param {unknown} text */
function show(text) {
  return typeof text === 'string' && text !== '' ? `“${text.slice(0, 40)}”` : 'nothing';
}
