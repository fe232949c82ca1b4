/** The figures as a page that one would show: one file, no script, nothing loaded. */
import { bars, escape, gauge } from './chart.mjs';
import { lines } from './lines.mjs';
import { STYLE } from './style.mjs';
import { againstWhom, goal, labelOf, partsOf, reached, verdict } from './words.mjs';

/** @param {import('../targets.mjs').Judged} judged @param {string} unit */
function target(judged, unit) {
  const { of = 'sw-isr', to, met } = judged;
  const whom = to ? `${labelOf(of)} to ${againstWhom(judged)}` : labelOf(of);
  return `<li>${gauge(judged)}<span>${escape(whom)}: <b>${reached(judged, unit)}</b>, to reach ${goal(judged, unit)}</span>
<span class="mark ${met ? 'met' : 'missed'}">${verdict(judged)}</span></li>`;
}

/** @param {import('../targets.mjs').JudgedRow} row @param {boolean} judged */
function section(row, judged) {
  const chart = Object.keys(row.results).some((name) => partsOf(name).size) ? lines(row) : bars(row);
  const targets = judged ? row.judged.map((one) => target(one, row.unit)).join('') : '';
  return `<section><h3>${escape(row.title)}</h3>${chart}${targets && `<ul class="targets">${targets}</ul>`}</section>`;
}

/** @param {import('../targets.mjs').JudgedRow[]} rows @param {boolean} judged */
function sections(rows, judged) {
  return [...new Set(rows.map(({ group }) => group))]
    .map((group) => {
      const own = rows.filter((row) => row.group === group).map((row) => section(row, judged));
      return `<h2>${escape(group)}</h2><div class="rows">${own.join('')}</div>`;
    })
    .join('');
}

/** @param {string} figure @param {string} words */
const card = (figure, words) => `<li><strong>${escape(figure)}</strong><span>${escape(words)}</span></li>`;

/** The ratio of a row to a contender, where both were measured. @param {import('../targets.mjs').JudgedRow[]} rows @param {string} id @param {string} to */
function headline(rows, id, to) {
  const results = rows.find((row) => row.id === id)?.results;
  const [ours, theirs] = [results?.['sw-isr']?.median, results?.[to]?.median];
  return ours && theirs ? (Math.max(ours, theirs) / Math.min(ours, theirs)).toFixed(1) : undefined;
}

/** @param {import('../run.mjs').Outcome} outcome */
function cards({ rows, options }) {
  const all = rows.flatMap(({ judged }) => judged);
  const score = `${all.filter(({ met }) => met).length} of ${all.length}`;
  const network = headline(rows, 'fresh', 'none');
  const shell = headline(rows, 'shell-paint', 'none');
  const warm = headline(rows, 'warm-http2', 'workbox');
  return [
    ...(options.smoke ? [] : [card(score, 'targets met')]),
    ...(network ? [card(`${network} ×`, 'between a stored page and the network')] : []),
    ...(shell ? [card(`${shell} ×`, 'between a shell and a slow page')] : []),
    ...(warm ? [card(`${warm} ×`, 'between generating ahead and a precache')] : []),
    card(String(options.n), 'navigations each'),
  ].join('');
}

/** @param {import('../run.mjs').Outcome} outcome */
export function html(outcome) {
  const { rows, machine, waits, options, leftOut = [] } = outcome;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>sw-isr beside its peers</title><style>${STYLE}</style></head><body><main>
<header><h1>sw-isr beside its peers</h1>
<p>One browser, one run, contenders in turns and in another order each round. Pages of 20 KB that take 50 ms to render.
Bars are medians, whiskers quartiles. A target is a ratio to another contender in the same run, with its 95 % interval.</p></header>
<ul class="score">${cards(outcome)}</ul>
${sections(rows, !options.smoke)}
<footer><p>${escape(machine.browser)}, Node ${machine.node}; ${machine.processors} processors (${escape(machine.model)}), ${machine.memory};
load at the end ${machine.load.join(', ')}. ${waits.busy} of ${waits.waits} timed steps did not find an idle processor.
Times hold for this machine only; ratios travel better.</p>
${leftOut.map((line) => `<p>Left out: ${escape(line)}.</p>`).join('')}</footer>
</main></body></html>
`;
}
