/** Loads the documents. Each names itself by its first heading, and describes itself by its first paragraph. */
import { readFileSync } from 'node:fs';
import { glob } from 'astro/loaders';
import { DOCS, idOf, PATTERNS } from './paths.mjs';

const DESCRIPTION_LENGTH = 200;

/** @param {string} markdown */
const textOf = (markdown) =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** As many whole sentences as fit. @param {string} text */
function shortened(text) {
  const sentences = text.match(/[^.!?]+[.!?](?:\s|$)/g) ?? [text];
  let short = '';
  for (const sentence of sentences) {
    if (short && short.length + sentence.length > DESCRIPTION_LENGTH) break;
    short += sentence;
  }
  return short.trim();
}

/** @param {string} path */
function namesOf(path) {
  const markdown = readFileSync(path, 'utf8');
  const [, heading] = /^# +(.+)$/m.exec(markdown) ?? [];
  if (heading === undefined)
    throw new Error(`Failed to name the page of "${path}": it has no heading. Begin it with "# Title".`);
  const [paragraph = ''] = markdown
    .slice(markdown.indexOf(heading) + heading.length)
    .split(/\n{2,}/)
    .filter((block) => /^[A-Za-z[*`]/.test(block.trim()));
  return { title: textOf(heading), description: shortened(textOf(paragraph)) || undefined };
}

/** @returns {import('astro/loaders').Loader} */
export function documentsLoader() {
  const { load } = glob({ base: DOCS, pattern: PATTERNS, generateId: ({ entry }) => idOf(entry) });
  return {
    name: 'documents',
    load: (context) =>
      load({
        ...context,
        parseData: ({ data, ...entry }) => {
          const names = entry.filePath?.endsWith('.md') ? namesOf(entry.filePath) : {};
          return context.parseData({ ...entry, data: { ...names, ...data } });
        },
      }),
  };
}
