/** How figures and names are put, in the terminal and in the report. */
import { CONTENDERS } from '../contenders/contenders.mjs';

/** A contender's name, and how many pages it has where a row compares that. @param {string} name */
export function partsOf(name) {
  const [base = '', size] = name.split('@');
  return { base, size: size === undefined ? undefined : Number(size) };
}

/** @param {string} name */
export function labelOf(name) {
  const { base, size } = partsOf(name);
  if (base === 'sw-isr-quiet') return 'sw-isr, at rest';
  const label = CONTENDERS.find((one) => one.name === base)?.label ?? base;
  return size === undefined ? label : `${label}, ${size.toLocaleString('en')} pages`;
}

/** In the order that contenders have. @param {string[]} names */
export function ordered(names) {
  const all = CONTENDERS.map(({ name }) => name);
  const place = (/** @type {string} */ name) => all.indexOf(partsOf(name).base.replace('-quiet', ''));
  return [...names].sort((a, b) => place(a) - place(b) || (partsOf(a).size ?? 0) - (partsOf(b).size ?? 0));
}

/** @param {number} value @param {string} unit */
export function figure(value, unit) {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'bytes') return `${(value / 1000).toFixed(2)} kB`;
  if (unit === '') return value.toFixed(2);
  const digits = unit === '/s' || value >= 100 ? 0 : value < 1 ? 2 : 1;
  return `${value.toFixed(digits)}${unit === '/s' ? unit : ` ${unit}`}`;
}

/** Whom a target compares with. @param {import('../targets.mjs').Judged} judged */
export function againstWhom({ to, over }) {
  if (!to) return '';
  return over ? `${labelOf(to)}, over ${labelOf(over)}` : labelOf(to);
}

/** What a target asks for. @param {import('../targets.mjs').Judged} judged @param {string} unit */
export function goal({ to, most, least }, unit) {
  const limit = most ?? least ?? NaN;
  return `${most === undefined ? '≥' : '≤'} ${to ? limit : figure(limit, unit)}`;
}

/** What was reached, with its interval. @param {import('../targets.mjs').Judged} judged @param {string} unit */
export function reached({ to, value, low, high }, unit) {
  if (!to) return figure(value, unit);
  const digits = Math.abs(value) < 0.1 ? 3 : 2;
  return `${value.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`;
}

/** @param {import('../targets.mjs').Judged} judged */
export const verdict = ({ met, sure }) => `${met ? 'met' : 'not met'}${sure ? '' : ', not sure'}`;

/** What each target came to, cell by cell. @param {import('../targets.mjs').JudgedRow[]} rows */
export const targetCells = (rows) =>
  rows.flatMap(({ title, unit, judged }) =>
    judged.map((one) => [
      title,
      labelOf(one.of ?? 'sw-isr'),
      againstWhom(one),
      reached(one, unit),
      goal(one, unit),
      verdict(one),
    ]),
  );
