/** How figures and names are put, in the terminal and in the report. */
import { CONTENDERS } from '../contenders/contenders.mjs';

/** @param {string} name */
export function labelOf(name) {
  const many = name.endsWith('-many');
  const base = many ? name.slice(0, -'-many'.length) : name;
  const label = CONTENDERS.find((one) => one.name === base)?.label ?? base;
  return many ? `${label}, many pages` : label;
}

/** In the order that contenders have. @param {string[]} names */
export const ordered = (names) => {
  const all = CONTENDERS.flatMap(({ name }) => [name, `${name}-many`]);
  return [...names].sort((a, b) => all.indexOf(a) - all.indexOf(b));
};

/** @param {number} value @param {string} unit */
export function figure(value, unit) {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'bytes') return `${(value / 1000).toFixed(2)} kB`;
  if (unit === '') return value.toFixed(2);
  const digits = unit === '/s' || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)}${unit === 'ms' ? ' ms' : unit}`;
}

/** What a target asks for. @param {import('../targets.mjs').Judged} judged @param {string} unit */
export function goal({ to, most, least }, unit) {
  const limit = most ?? least ?? NaN;
  return `${most === undefined ? '≥' : '≤'} ${to ? limit : figure(limit, unit)}`;
}

/** What was reached, with its interval. @param {import('../targets.mjs').Judged} judged @param {string} unit */
export function reached({ to, value, low, high }, unit) {
  if (!to) return figure(value, unit);
  const digits = value < 0.1 ? 3 : 2;
  return `${value.toFixed(digits)} (${low?.toFixed(digits)} to ${high?.toFixed(digits)})`;
}

/** @param {import('../targets.mjs').Judged} judged */
export const verdict = ({ met, sure }) => `${met ? 'met' : 'not met'}${sure ? '' : ', not sure'}`;
