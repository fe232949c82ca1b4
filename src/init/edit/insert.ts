/** Inserts into objects and lists of a module, in the style in which they are written. */
import type * as t from '@babel/types';
import type MagicString from 'magic-string';
import { bare, type Module, property, spanOf, valueOf } from './syntax.js';

/** One level of indentation, as the code has it. */
export function indentUnit(code: string): string {
  if (/^\t/m.test(code)) return '\t';
  const widths = [...code.matchAll(/^( +)\S/gm)].map(([, spaces = '']) => spaces.length);
  return ' '.repeat(Math.min(8, ...widths.filter((width) => width > 1)) === 4 ? 4 : 2);
}

/** The indentation of the line that a position is in. */
function indentAt(code: string, position: number): string {
  const start = code.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(code.slice(start))?.[0] ?? '';
}

const lineBreak = (code: string): string => (code.includes('\r\n') ? '\r\n' : '\n');

const hasBreak = (code: string, from: number, to: number): boolean => code.slice(from, to).includes('\n');

/** The position after a comma that follows; comments before it are skipped. */
function afterComma(code: string, from: number): number | undefined {
  const [gap] = /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(code.slice(from)) ?? [''];
  return code[from + gap.length] === ',' ? from + gap.length + 1 : undefined;
}

interface Members {
  /** The bracket's or brace's span. */
  span: [number, number];
  nodes: readonly t.Node[];
  /** Whether a list that is empty is written over several lines. */
  opens: boolean;
}

/** Adds a member as the last one. */
function append({ code }: Module, edits: MagicString, { span, nodes, opens }: Members, text: string): void {
  const [start, end] = span;
  const eol = lineBreak(code);
  const last = nodes.at(-1);
  if (!last) {
    const outer = indentAt(code, start);
    const inner = outer + indentUnit(code);
    const isBare = code.slice(start + 1, end - 1).trim() === '';
    const inside = opens ? `${eol}${inner}${text},${eol}${outer}` : text;
    if (isBare) edits.overwrite(start, end, `${code[start] ?? ''}${inside}${code[end - 1] ?? ''}`);
    // A comment alone: what is added stands before it.
    else edits.appendLeft(start + 1, `${eol}${inner}${text},`);
    return;
  }
  const [lastStart, lastEnd] = spanOf(last);
  const comma = afterComma(code, lastEnd);
  const isTall = hasBreak(code, start, spanOf(nodes[0] ?? last)[0]);
  if (!isTall) edits.appendLeft(comma ?? lastEnd, comma === undefined ? `, ${text}` : ` ${text},`);
  else {
    const indent = eol + indentAt(code, lastStart);
    if (comma === undefined) edits.appendLeft(lastEnd, ',');
    const isLast = comma === undefined;
    edits.appendLeft(endOfComment(code, comma ?? lastEnd), `${indent}${text}${isLast ? '' : ','}`);
  }
}

/** A comment in the same line belongs to the member before it. */
function endOfComment(code: string, from: number): number {
  const [comment] = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n))/.exec(code.slice(from)) ?? [''];
  return from + comment.length;
}

/** Adds a member as the first one. */
function prepend({ code }: Module, edits: MagicString, { span, nodes }: Members, text: string): void {
  const first = nodes[0];
  if (!first) return;
  const [at] = spanOf(first);
  const isTall = hasBreak(code, span[0], at);
  edits.appendLeft(at, isTall ? `${text},${lineBreak(code)}${indentAt(code, at)}` : `${text}, `);
}

export function addToList(
  module: Module,
  edits: MagicString,
  list: t.ArrayExpression,
  text: string,
  place: 'first' | 'last',
): void {
  const nodes = list.elements.filter((element) => element !== null);
  const members: Members = { span: spanOf(list), nodes, opens: false };
  if (place === 'first' && nodes.length > 0) prepend(module, edits, members, text);
  else append(module, edits, members, text);
}

/** Adds `name: value` as the object's last property. */
export function addProperty(
  module: Module,
  edits: MagicString,
  object: t.ObjectExpression,
  text: string,
): void {
  append(module, edits, { span: spanOf(object), nodes: object.properties, opens: true }, text);
}

/** Removes a member of a list, and the comma after or before it. */
export function removeMember(
  { code }: Module,
  edits: MagicString,
  nodes: readonly t.Node[],
  node: t.Node,
): void {
  const at = nodes.indexOf(node);
  const [start, end] = spanOf(node);
  const previous = nodes[at - 1];
  const comma = afterComma(code, end);
  if (previous) edits.remove(spanOf(previous)[1], end);
  else {
    const [gap] = /^\s*/.exec(code.slice(comma ?? end)) ?? [''];
    edits.remove(start, (comma ?? end) + (nodes.length > 1 ? gap.length : 0));
  }
}

/** The list that a property holds: `plugins: [a, b]`, `plugins: [a, isDev && b].filter(Boolean)`, a constant. */
export function listOf(
  module: Module,
  object: t.ObjectExpression,
  name: string,
): t.ArrayExpression | undefined {
  let node = property(object, name);
  if (node?.type === 'Identifier') node = valueOf(module, node.name);
  while (node?.type === 'CallExpression' && keepsMembers(module, node))
    node = node.callee.type === 'MemberExpression' ? bare(node.callee.object) : undefined;
  return node?.type === 'ArrayExpression' ? node : undefined;
}

/** Calls whose result has all members of the list: `.filter(Boolean)`, `.flat()`, `.concat(more)`. */
const keepsMembers = ({ code }: Module, { callee }: t.CallExpression): boolean =>
  callee.type === 'MemberExpression' &&
  /^\s*\??\.\s*(?:flat|concat)\b|^\s*\??\.\s*filter\(\s*Boolean\s*\)/.test(
    code.slice(spanOf(callee.object)[1]),
  );
