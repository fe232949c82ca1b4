/** Edits of text files: HTML, templates, lists. */
import type { Edit, Obstacle } from '../types.js';

export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export const scriptLine = (src = '/sw-isr.js'): string =>
  `<script type="module" async src="${src}"></script>`;

/** The name by which a file that has the line is known. */
export const HAS_SCRIPT = /\bsw-isr\.js\b/;

/** Comments of HTML, JSX, and the languages of templates. */
const COMMENTS = /<!--[^]*?-->|\{\/\*[^]*?\*\/\}|\{\{!?--[^]*?--\}\}|\{#[^]*?#\}|<%#[^]*?%>/g;

/** A page or a template with spaces in place of its comments. */
export const withoutComments = (text: string): string =>
  text.replace(COMMENTS, (comment) => comment.replace(/[^\r\n]/g, ' '));

/** Whether a page or a template loads the script. */
export const hasScript = (text: string): boolean => HAS_SCRIPT.test(withoutComments(text));

/** Inserts a line before a position, with the indentation of the line before. */
export function lineBefore(text: string, at: number, line: string): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const isAlone = text.slice(start, at).trim() === '';
  if (!isAlone) return text.slice(0, at) + line + text.slice(at);
  const above = text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
  const own = text.slice(start, at);
  const [indent = ''] = /^[ \t]*/.exec(above) ?? [];
  // Directly below `<head>`, the line is one level deeper.
  const deeper = own + (own.includes('\t') || /^\t/m.test(text) ? '\t' : '  ');
  const chosen = /<head\b[^>]*>\s*$/i.test(above) ? deeper : indent.length < own.length ? own : indent;
  return `${text.slice(0, start)}${chosen}${line}${eolOf(text)}${text.slice(start)}`;
}

/** Where a script line may stand, the best first. */
const PLACES = [/<\/head\s*>/i, /<body\b/i, /<\/body\s*>/i];

/** Adds the script line to a page or a layout. */
export const addScript =
  (line = scriptLine()): Edit =>
  (before) => {
    const obstacle: Obstacle = { because: 'it has neither </head> nor <body>', add: line };
    if (before === undefined) return obstacle;
    const bare = withoutComments(before);
    if (hasScript(before)) return before;
    const place = PLACES.map((pattern) => pattern.exec(bare)).find((found) => found !== null);
    return place ? lineBefore(before, place.index, line) : obstacle;
  };

/** Appends a block, with an empty line before it. */
export const appendBlock =
  (block: string, done: RegExp): Edit =>
  (before = '') => {
    if (done.test(before)) return before;
    const eol = eolOf(before);
    const own = block.trimEnd().replaceAll('\n', eol) + eol;
    return before.trim() === '' ? own : before.trimEnd() + eol + eol + own;
  };

/** Adds lines that are missing, as in `.gitignore`. */
export const addLines =
  (lines: readonly string[], heading?: string): Edit =>
  (before = '') => {
    const present = new Set(before.split(/\r?\n/).map((line) => line.trim()));
    const missing = lines.filter((line) => !present.has(line) && !present.has(line.replace(/^\//, '')));
    if (missing.length === 0) return before;
    const eol = eolOf(before);
    const block = [...(heading === undefined ? [] : [heading]), ...missing].join(eol) + eol;
    return before.trim() === '' ? block : before.trimEnd() + eol + eol + block;
  };

/** A file that is written only where there is none. */
export const createFile =
  (text: string): Edit =>
  (before) =>
    before ?? text;
