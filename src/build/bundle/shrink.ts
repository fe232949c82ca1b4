/** Minifies the worker further than esbuild does: a phone parses it on every cold start. */
import { minify } from 'terser';
import type { Script } from './script.js';

/** Only safe options: the worker contains the code of the config. */
const OPTIONS = {
  ecma: 2020,
  compress: { passes: 3 },
  // The deployment's ID is searched for in double quotes.
  format: { quote_style: 2 },
} as const;

const isMap = ({ name }: Script): boolean => name.endsWith('.map');

/** Shrinks a minified script, and updates its source map, if any. */
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
