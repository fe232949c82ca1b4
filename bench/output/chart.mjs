/** Bars for a row, and a line for how far a ratio is from its target: SVG without any script. */
import { figure, labelOf, ordered } from './words.mjs';

const WIDTH = 480;
const BAR = { height: 18, gap: 8, left: 148, right: 84 };

/** @param {string} text */
export const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {string} name */
export const kind = (name) => (name.startsWith('sw-isr') ? 'own' : name === 'workbox' ? 'first' : 'other');

/**
 * One bar for each contender: the median, and a whisker from quartile to quartile.
 * @param {import('../targets.mjs').JudgedRow} row
 */
export function bars({ title, unit, results }) {
  const names = ordered(Object.keys(results));
  const most = Math.max(...Object.values(results).map(({ median, q3 }) => Math.max(median, q3)), 1e-9);
  const scale = (/** @type {number} */ value) => (value / most) * (WIDTH - BAR.left - BAR.right);
  const height = names.length * (BAR.height + BAR.gap) - BAR.gap;
  const drawn = names.map((name, at) => {
    const { median, q1, q3 } = results[name] ?? { median: 0, q1: 0, q3: 0 };
    const top = at * (BAR.height + BAR.gap);
    const middle = top + BAR.height / 2;
    const x = (/** @type {number} */ value) => (BAR.left + scale(value)).toFixed(1);
    const end = BAR.left + scale(Math.max(median, q3)) + 8;
    return `<g class="${kind(name)}"><text class="name" x="${BAR.left - 10}" y="${middle}">${escape(labelOf(name))}</text>
<rect x="${BAR.left}" y="${top}" width="${Math.max(2, scale(median)).toFixed(1)}" height="${BAR.height}" rx="3"/>
${q3 > q1 ? `<path class="whisker" d="M${x(q1)} ${middle}H${x(q3)}M${x(q1)} ${middle - 4}v8M${x(q3)} ${middle - 4}v8"/>` : ''}
<text class="value" x="${end.toFixed(1)}" y="${middle}">${figure(median, unit)}</text></g>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">${drawn.join('')}</svg>`;
}

/**
 * A line from nothing to twice the target: the target in the middle, what was reached with its interval.
 * @param {import('../targets.mjs').Judged} judged
 */
export function gauge({ value, low = value, high = value, most, least, met }) {
  const target = most ?? least ?? 1;
  const end = target === 0 ? Math.max(value, 1) * 2 : target * 2;
  const x = (/** @type {number} */ at) => (4 + 152 * Math.min(1, Math.max(0, at / end))).toFixed(1);
  const good = most === undefined ? `M${x(target)} 9H156` : `M4 9H${x(target)}`;
  return `<svg class="gauge ${met ? 'met' : 'missed'}" viewBox="0 0 160 18" aria-hidden="true"><path class="track" d="M4 9H156"/>
<path class="good" d="${good}"/><path class="interval" d="M${x(low)} 9H${x(high)}"/><path class="target" d="M${x(target)} 2v14"/>
<circle cx="${x(value)}" cy="9" r="4.5"/></svg>`;
}
