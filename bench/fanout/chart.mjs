/** A line chart as SVG, readable on light and on dark ground. */

/**
 * @typedef {{ label: string, min: number, max: number, isLog?: boolean, ticks: [number, string][] }} Axis
 * @typedef {{ label: string, points: [number, number][] }} Line
 */

const BOX = { width: 760, height: 400, left: 68, right: 24, top: 48, bottom: 54 };
const LIGHT = ['#1f5fbf', '#b4431c', '#1a7f4b', '#8a6100', '#7a3fa8'];
const DARK = ['#79b0ff', '#f28b62', '#4cc38a', '#e2b340', '#c39bec'];
const DASHES = ['', '7 4', '2 3', '10 3 2 3', '14 5'];

const colours = (/** @type {string[]} */ list) =>
  list.map((colour, index) => `.l${index}{stroke:${colour}}.t${index}{fill:${colour}}`).join('');
const STYLE = `.ground{fill:#fff;stroke:#d8dee6}text{fill:#1f2933}.strong{font-weight:600}.grid{stroke:#e3e7eb}.line{fill:none;stroke-width:2.2;stroke-linejoin:round}${colours(LIGHT)}
@media(prefers-color-scheme:dark){.ground{fill:#12171d;stroke:#2b343e}text{fill:#e4e9ee}.grid{stroke:#2b343e}${colours(DARK)}}`;

const escape = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {Axis} axis @param {number} from @param {number} to */
function scaleOf({ min, max, isLog }, from, to) {
  const of = (/** @type {number} */ value) => (isLog ? Math.log(Math.max(value, min)) : value);
  return (/** @type {number} */ value) =>
    from + ((of(Math.min(value, max)) - of(min)) / (of(max) - of(min))) * (to - from);
}

/** @param {{ title: string, description: string, x: Axis, y: Axis, lines: Line[] }} chart */
export function chart({ title, description, x, y, lines }) {
  const { width, height, left, right, top, bottom } = BOX;
  const rows = Math.ceil(lines.length / 2);
  const total = height + rows * 22;
  const toX = scaleOf(x, left, width - right);
  const toY = scaleOf(y, height - bottom, top);
  const place = (/** @type {number} */ value) => value.toFixed(1);
  const grid = [
    ...x.ticks.map(
      ([at, label]) =>
        `<path class="grid" d="M${place(toX(at))} ${top}V${height - bottom}"/><text x="${place(toX(at))}" y="${height - bottom + 19}">${label}</text>`,
    ),
    ...y.ticks.map(
      ([at, label]) =>
        `<path class="grid" d="M${left} ${place(toY(at))}H${width - right}"/><text x="${left - 8}" y="${place(toY(at) + 4)}" text-anchor="end">${label}</text>`,
    ),
  ];
  const drawn = lines.map(({ label, points }, index) => {
    const path = points.map(([px, py]) => `${place(toX(px))} ${place(toY(py))}`).join('L');
    const [keyX, keyY] = [left + (index % 2) * 340, height + Math.floor(index / 2) * 22];
    const dash = DASHES[index] ? ` stroke-dasharray="${DASHES[index]}"` : '';
    return `<path class="line l${index}"${dash} d="M${path}"/><path class="line l${index}"${dash} d="M${keyX} ${keyY}h34"/>
<text x="${keyX + 42}" y="${keyY + 4}" text-anchor="start">${escape(label)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" role="img" aria-labelledby="t d" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" font-size="13" text-anchor="middle">
<title id="t">${escape(title)}</title>
<desc id="d">${escape(description)}</desc>
<style>${STYLE}</style>
<rect class="ground" x=".5" y=".5" width="${width - 1}" height="${total - 1}" rx="12"/>
<text class="strong" x="${left}" y="28" text-anchor="start">${escape(title)}</text>
${grid.join('\n')}
<text x="${(left + width - right) / 2}" y="${height - 16}">${escape(x.label)}</text>
<text transform="rotate(-90)" x="${-(top + height - bottom) / 2}" y="18">${escape(y.label)}</text>
${drawn.join('\n')}
</svg>
`;
}
