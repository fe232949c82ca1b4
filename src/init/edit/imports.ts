/** Adds and removes imports in the style of a module. */
import type MagicString from 'magic-string';
import { type Module, spanOf } from './syntax.js';

/** The quotes of the module: those of its first text. */
export const quoteOf = (code: string): string =>
  /(?:from|import|require\(|:)\s*(['"])/.exec(code)?.[1] ?? /['"]/.exec(code)?.[0] ?? "'";

const semicolonOf = (code: string): string =>
  /^(?:import\b[^;\n]*[^;\n{,]|export default \w[^;\n]*|\}\)?)$/m.test(code) && !/;\s*$/m.test(code)
    ? ''
    : ';';

/** `// @ts-check` and the like have to stay the first lines. */
const PRAGMA = /^(?:#![^\n]*\n|\s*\/\/\s*@[^\n]*\n|\s*\/\/\/[^\n]*\n|\s*['"]use strict['"];?[^\n]*\n)+/;

export const imports = ({ body }: Module) => body.filter((node) => node.type === 'ImportDeclaration');

export const hasImport = (module: Module, from: string): boolean =>
  imports(module).some(({ source }) => source.value === from);

/** @param what `swIsr` for a default, `{ swIsr }` for a named export. */
export function addImport(module: Module, edits: MagicString, what: string, from: string): void {
  const { code } = module;
  const eol = code.includes('\r\n') ? '\r\n' : '\n';
  const quote = quoteOf(code);
  const line = `import ${what} from ${quote}${from}${quote}${semicolonOf(code)}`;
  const last = imports(module).at(-1);
  if (last) {
    edits.appendLeft(spanOf(last)[1], `${eol}${line}`);
    return;
  }
  const [pragma] = PRAGMA.exec(code) ?? [''];
  edits.appendLeft(pragma.length, `${line}${eol}${code.slice(pragma.length).trim() ? eol : ''}`);
}

/** Removes the import of a package, with its line. */
export function removeImport(module: Module, edits: MagicString, from: string): void {
  for (const node of imports(module)) {
    if (node.source.value !== from) continue;
    const [start, end] = spanOf(node);
    // The empty line after the only import goes with it.
    const gap = imports(module).length > 1 ? /^[ \t]*\r?\n?/ : /^\s*\n/;
    const [rest] = gap.exec(module.code.slice(end)) ?? [''];
    edits.remove(start, end + rest.length);
  }
}

/** The local name of what a module imports or requires from a package; undefined if it does not. */
export function localName(module: Module, from: RegExp): string | undefined {
  for (const node of imports(module))
    if (from.test(node.source.value) && node.specifiers[0]) return node.specifiers[0].local.name;
  const required =
    /(?:const|let|var)\s+(?:\{\s*(?:default\s*:\s*)?)?(\w+)[^=]*=\s*require\(\s*['"]([^'"]+)['"]/g;
  for (const [, name, source = ''] of module.uncommented.matchAll(required))
    if (from.test(source)) return name;
  return undefined;
}
