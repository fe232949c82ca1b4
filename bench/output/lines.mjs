/** How a row grows with what is stored: a line for each contender, both axes by powers of ten where that is needed. */
import { escape, kind } from './chart.mjs';
import { figure, labelOf, ordered, partsOf } from './words.mjs';

const WIDTH = 480;
const HEIGHT = 240;
const FRAME = { left: 56, right: 136, top: 14, bottom: 34 };

/** @typedef {(value: number) => number} Scale */

/** @param {number} low @param {number} high @param {number} from @param {number} to @param {boolean} powers @returns {Scale} */
function scale(low, high, from, to, powers) {
  const at = powers ? Math.log : (/** @type {number} */ value) => value;
  return (value) => from + ((at(value) - at(low)) / (at(high) - at(low) || 1)) * (to - from);
}

/** Round numbers that divide an axis. @param {number} low @param {number} high @param {boolean} powers */
function ticks(low, high, powers) {
  const [from, to] = [Math.floor(Math.log10(low || 1)), Math.ceil(Math.log10(high))];
  if (powers) return Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
  const rough = high / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(high / step) + 1 }, (_, at) => at * step);
}

/** @param {import('../targets.mjs').JudgedRow} row @returns {{ x: Scale, y: Scale, sizes: number[], marks: number[] }} */
function axes({ results }) {
  const sizes = [...new Set(Object.keys(results).map((name) => partsOf(name).size ?? 0))].sort(
    (a, b) => a - b,
  );
  const values = Object.values(results).flatMap(({ q1, q3, median }) => [q1, q3, median]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const powers = high > low * 20;
  const marks = ticks(powers ? low : 0, high, powers);
  const [first = 0, last = 1] = [marks[0], marks.at(-1)];
  return {
    x: scale(sizes[0] ?? 1, sizes.at(-1) ?? 1, FRAME.left, WIDTH - FRAME.right, true),
    y: scale(first, last, HEIGHT - FRAME.bottom, FRAME.top, powers),
    sizes,
    marks,
  };
}

/** @param {string} base @param {import('../targets.mjs').JudgedRow} row @param {ReturnType<typeof axes>} axes */
function line(base, { results, unit }, { x, y }) {
  const points = ordered(Object.keys(results).filter((name) => partsOf(name).base === base)).map((name) => {
    const { median = 0, q1 = 0, q3 = 0 } = results[name] ?? {};
    return {
      x: x(partsOf(name).size ?? 1).toFixed(1),
      y: y(median).toFixed(1),
      from: y(q1),
      to: y(q3),
      median,
    };
  });
  const last = points.at(-1);
  const whiskers = points.map(({ x, from, to }) => `M${x} ${from.toFixed(1)}V${to.toFixed(1)}`).join('');
  return `<g class="line ${kind(base)}"><path class="whisker" d="${whiskers}"/>
<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>
${points.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="4"/>`).join('')}
<text class="value" x="${WIDTH - FRAME.right + 12}" y="${last?.y}">${escape(labelOf(base))} ${figure(last?.median ?? NaN, unit)}</text></g>`;
}

/** @param {import('../targets.mjs').JudgedRow} row */
export function lines(row) {
  const frame = axes(row);
  const grid = frame.marks.map((mark) => {
    const y = frame.y(mark).toFixed(1);
    return `<path class="grid" d="M${FRAME.left} ${y}H${WIDTH - FRAME.right}"/><text class="name" x="${FRAME.left - 10}" y="${y}">${Number(mark.toPrecision(3)).toLocaleString('en')}</text>`;
  });
  const sizes = frame.sizes.map(
    (size) =>
      `<text class="size" x="${frame.x(size).toFixed(1)}" y="${HEIGHT - 12}">${size.toLocaleString('en')}</text>`,
  );
  const bases = ordered([...new Set(Object.keys(row.results).map((name) => partsOf(name).base))]);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(row.title)}">${grid.join('')}${sizes.join('')}
${bases
  .reverse()
  .map((base) => line(base, row, frame))
  .join('')}</svg>`;
}
