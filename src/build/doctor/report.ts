/** Formats a result for people: the site's findings, then each route with a table of its pages and their findings. */
import type { Finding, FindingCode, FindingLevel } from './findings.js';
import type { DoctorPage, DoctorResult, DoctorRoute } from './types.js';

/** Colours of the terminal (ECMA-48 SGR). */
const COLOURS: Readonly<Record<FindingLevel, number>> = { ok: 32, note: 36, warning: 33, error: 31 };

type Paint = (level: FindingLevel, text: string) => string;

const coloured: Paint = (level, text) => `\x1b[${COLOURS[level]}m${text}\x1b[0m`;
const plain: Paint = (_level, text) => text;

/** Replaces control characters and bidirectional marks: texts of the site must not control the terminal. */
const harmless = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

const BY = {
  header: 'by header',
  copy: 'by header of the copy',
  '304': 'by 304',
  bytes: 'by equal bytes',
  nonces: 'but for nonces',
  config: 'by config',
} as const;

const WHOSE = {
  everyone: "everyone's",
  personal: 'personal',
  'different-each-time': 'different each time',
  unknown: 'not proven',
  none: '–',
} as const;

/** Findings of a page that would be stored for everyone, but is not everyone's. */
const WRONG: readonly FindingCode[] = ['public-but-personal', 'shared-validator', 'audience-but-personal'];
const isWrong = ({ findings }: DoctorPage): boolean => findings.some(({ code }) => WRONG.includes(code));

const whoseOf = (page: DoctorPage): string =>
  [WHOSE[page.whose], ...(page.by ? [BY[page.by]] : []), ...(isWrong(page) ? ['wrongly'] : [])].join(', ');

const rowOf = (page: DoctorPage): string[] => [
  harmless(page.path),
  page.status === undefined ? '–' : String(page.status),
  whoseOf(page),
  page.validator,
  page.firstView,
];

const HEAD = ['page', 'status', 'whose', 'validator', 'first view'];

/** How many pages are listed beside a finding; the others are counted. */
const MAX_PATHS = 3;

interface Found {
  finding: Finding;
  paths: string[];
}

/** Merges equal findings of several pages. */
function merged(pages: readonly DoctorPage[]): Found[] {
  const found = new Map<string, Found>();
  for (const { path, findings } of pages)
    for (const finding of findings) {
      const key = `${finding.code}\n${finding.message}`;
      const same = found.get(key);
      if (same) same.paths.push(path);
      else found.set(key, { finding, paths: [path] });
    }
  return [...found.values()];
}

const LEVELS: readonly FindingLevel[] = ['error', 'warning', 'note', 'ok'];
const severity = ([first]: readonly Found[]): number => LEVELS.indexOf(first?.finding.level ?? 'ok');

const widest = Math.max(...LEVELS.map(({ length }) => length));
const indent = ' '.repeat(widest + 4);

/** How many messages of one kind are shown. */
const MAX_MESSAGES = 3;

const messageLine = ({ finding: { level, message }, paths }: Found, paint: Paint): string => {
  const more = paths.length > MAX_PATHS ? ` and ${paths.length - MAX_PATHS} more` : '';
  const where = paths.length > 0 ? `${paths.slice(0, MAX_PATHS).join(', ')}${more}: ` : '';
  return `  ${paint(level, level.padEnd(widest))}  ${harmless(where + message)}`;
};

/** Findings of one kind, and their common remedy. */
function kindLines(found: readonly Found[], paint: Paint): string[] {
  const remedy = found[0]?.finding.remedy;
  const hidden = found.slice(MAX_MESSAGES).reduce((sum, { paths }) => sum + paths.length, 0);
  return [
    ...found.slice(0, MAX_MESSAGES).map((one) => messageLine(one, paint)),
    ...(hidden > 0 ? [`${indent}… and ${counted(hidden, 'page')} more of this kind.`] : []),
    ...(remedy === undefined ? [] : [`${indent}→ ${remedy}`]),
  ];
}

/** The worst first; findings of one kind together. */
function findingLines(found: readonly Found[], paint: Paint): string[] {
  const codes = [...new Set(found.map(({ finding: { code } }) => code))];
  return codes
    .map((code) => found.filter(({ finding }) => finding.code === code))
    .sort((one, other) => severity(one) - severity(other))
    .flatMap((kind) => kindLines(kind, paint));
}

/** The table of pages already shows it. */
const isInTable = ({ finding: { code } }: Found): boolean => code === 'everyone';

/** The route, and how many of its pages are everyone's. Redirects, errors and the like do not count. */
function headingOf({ route, pages }: DoctorRoute): string {
  if (route === '') return 'No route';
  const compared = pages.filter(({ whose }) => whose !== 'none');
  const everyones = compared.filter((page) => page.whose === 'everyone' && !isWrong(page)).length;
  const share = compared.length > 0 ? `: ${everyones} of ${counted(compared.length, 'page')} everyone's` : '';
  return `Route ${harmless(route)}${share}`;
}

const routeLines = (route: DoctorRoute, paint: Paint): string[] => [
  headingOf(route),
  ...table([HEAD, ...route.pages.map(rowOf)]),
  ...findingLines(
    merged(route.pages).filter((one) => !isInTable(one)),
    paint,
  ),
  '',
];

function summary({ counts, routes, requests, duration }: DoctorResult): string {
  const pages = routes.reduce((sum, route) => sum + route.pages.length, 0);
  const levels = [
    counted(counts.error, 'error'),
    counted(counts.warning, 'warning'),
    counted(counts.note, 'note'),
  ];
  const seconds = (duration / 1000).toFixed(1);
  return `${levels.join(', ')} – ${counted(pages, 'page')}, ${counted(requests, 'request')}, ${seconds} s`;
}

/** @param isColoured whether the terminal shows colours */
export function reportDoctor(result: DoctorResult, isColoured: boolean): string {
  const paint = isColoured ? coloured : plain;
  const site = result.findings.map((finding) => ({ finding, paths: [] }));
  return [
    `Site ${result.origin}`,
    ...findingLines(site, paint),
    '',
    ...result.routes.flatMap((route) => routeLines(route, paint)),
    summary(result),
  ].join('\n');
}
