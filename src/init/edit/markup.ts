/** The script line in JSX. */
import type { Edit, Obstacle } from '../types.js';
import { eolOf, hasScript, lineBefore, withoutComments } from './text.js';

export const jsxLine = (src: string): string => `<script type="module" async src="${src}" />`;

/** The end of an opening tag, from its `<`. Braces and texts in it may hold `>`. */
function endOfTag(code: string, from: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let at = from; at < code.length; at += 1) {
    const char = code[at] ?? '';
    if (quote) quote = char === quote ? '' : quote;
    else if (/["'`]/.test(char)) quote = char;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if (char === '>' && depth === 0 && code[at - 1] !== '=') return at + 1;
  }
  return undefined;
}

/** Inserts a line as the first child of a tag. */
function firstChild(code: string, tag: RegExp, line: string): string | undefined {
  const found = tag.exec(withoutComments(code));
  const end = found ? endOfTag(code, found.index) : undefined;
  if (!found || end === undefined) return undefined;
  if (code[end - 2] === '/') {
    const name = /^<([\w.]+)/.exec(found[0])?.[1] ?? '';
    return `${code.slice(0, end - 2).trimEnd()}>${line}</${name}>${code.slice(end)}`;
  }
  const rest = code.slice(end);
  const [gap = ''] = /^\s*/.exec(rest) ?? [];
  if (!gap.includes('\n')) return `${code.slice(0, end)}${line}${rest}`;
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return `${code.slice(0, end)}${eolOf(code)}${indent}${line}${rest}`;
}

/** Adds the script to a layout in JSX: last in `<head>`, or first in `<body>`. */
export const addJsxScript =
  (src: string): Edit =>
  (before) => {
    const line = jsxLine(src);
    const obstacle: Obstacle = { because: 'it has neither <head> nor <body>', add: line };
    if (before === undefined) return obstacle;
    if (hasScript(before)) return before;
    const head = /<\/[Hh]ead\s*>/.exec(withoutComments(before));
    if (head) return lineBefore(before, head.index, line);
    return firstChild(before, /<Head\b/, line) ?? firstChild(before, /<body\b/, line) ?? obstacle;
  };
