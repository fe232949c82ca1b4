/** Contenders whose workers note what happens in them. */
import { readFile } from 'node:fs/promises';
import { contender } from './contenders.mjs';

/** @param {string} name @returns {import('./contenders.mjs').Contender} */
export function marked(name) {
  const one = contender(name);
  return {
    ...one,
    async scripts() {
      const [marks, files] = await Promise.all([
        readFile(new URL('marks.js', import.meta.url), 'utf8'),
        one.scripts(),
      ]);
      return { ...files, '/sw.js': `${marks}${files['/sw.js']}` };
    },
  };
}
