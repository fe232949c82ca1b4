/** Reads what a page exports to its framework: `export const revalidate = 60`. */
import { COMPUTED, type Literal, readLiteral } from '../edit/literal.js';
import { parseModule, valueOf } from '../edit/syntax.js';

/** The frontmatter of an `.astro` file, the script of another component, or the module itself. */
function scriptOf(code: string, path: string): string {
  if (path.endsWith('.astro')) return /^\s*---\r?\n([^]*?)\r?\n---/.exec(code)?.[1] ?? '';
  if (/\.(?:vue|svelte)$/.test(path)) return /<script\b[^>]*>([^]*?)<\/script>/.exec(code)?.[1] ?? '';
  return code;
}

/** The value of `export const NAME`; undefined if it is missing or computed. */
export function exported(code: string, path: string, name: string): Literal | undefined {
  const script = scriptOf(code, path);
  // Most files have none: only those that do are parsed.
  if (!new RegExp(`^export\\s+const\\s+${name}\\b`, 'm').test(script)) return undefined;
  const module = parseModule(script);
  const node = module && valueOf(module, name);
  if (!node) return undefined;
  const value = readLiteral(module, node);
  return value === COMPUTED ? undefined : value;
}
