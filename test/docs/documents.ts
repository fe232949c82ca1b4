/** The documents of this project, as its tests read them. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Block {
  language: string;
  code: string;
}

const markdownIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Records for contributors, which `kit.test.ts` reads; and the site that shows the documents. */
const OTHER_FOLDERS = ['decisions', 'site'];

/** The documents of users, from the root of the package. */
export const DOCUMENTS = [
  'README.md',
  ...markdownIn('docs'),
  ...readdirSync('docs', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.includes(entry.name))
    .flatMap(({ name }) => markdownIn(`docs/${name}`)),
];

export const textOf = (path: string): string => readFileSync(path, 'utf8');

/** In a list, a block is indented. */
const FENCED = /^( *)```(\w*)\n([^]*?)^\1```$/gm;

/** The fenced blocks of a document, in its order. */
export const blocksOf = (path: string): Block[] =>
  [...textOf(path).matchAll(FENCED)].map(([, indent = '', language = '', code = '']) => ({
    language,
    code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));

/** The blocks that hold a config. */
export const configsOf = (path: string): string[] =>
  blocksOf(path)
    .filter(({ language, code }) => language === 'ts' && /from 'sw-isr';[^]*defineConfig\(/.test(code))
    .map(({ code }) => code);

/** A document without its code, fenced or in a line. */
export const proseOf = (path: string): string =>
  textOf(path)
    .replace(FENCED, '')
    .replace(/`[^`\n]*`/g, 'x');

/** The one block that begins with this comment: an example that is played as it is written. */
export function example(path: string, comment: string): string {
  const found = blocksOf(path).filter(({ code }) => code.startsWith(`// ${comment}\n`));
  const [only] = found;
  if (!only || found.length > 1)
    throw new Error(`Failed to find "// ${comment}": ${path} has ${found.length} such blocks. Write one.`);
  return only.code;
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(path: string): string[] {
  const prose = textOf(path).replace(FENCED, '');
  const seen = new Map<string, number>();
  return [...prose.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before ? `${slug}-${before}` : slug;
  });
}
