/** Makes the worker smaller than its bundler can: a phone parses it on every cold start. */
import { minify } from 'terser';
import type { Script } from './script.js';

/** Nothing here may change what code means, as the code of the config is among it. */
const OPTIONS = {
  ecma: 2020,
  compress: { passes: 3 },
  // The deployment's ID is looked for between double quotes.
  format: { quote_style: 2 },
} as const;

const isMap = ({ name }: Script): boolean => name.endsWith('.map');

/** Shrinks a minified script, and keeps its source map, if it has one, in step. */
export async function shrink(scripts: readonly Script[], isModule: boolean): Promise<Script[]> {
  const script = scripts.find((one) => !isMap(one));
  const map = scripts.find(isMap);
  if (!script) return [...scripts];
  const sourceMap = map && { content: map.contents, filename: script.name, url: map.name };
  const shrunk = await minify(
    { [script.name]: script.contents },
    { ...OPTIONS, module: isModule, sourceMap },
  );
  return [
    { ...script, contents: shrunk.code ?? script.contents },
    ...(map ? [{ ...map, contents: typeof shrunk.map === 'string' ? shrunk.map : map.contents }] : []),
  ];
}
