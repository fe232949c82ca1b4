/**
 * Which files of a bundler's output the worker stores ahead (`assets.list`). Only those with a hash in their name: a
 * new deployment replaces them by others, and an open tab still asks for them.
 */

import { basePath } from './paths.js';

/** In the order in which they are needed: without a script an open tab breaks. */
const KINDS: readonly RegExp[] = [
  /\.(?:js|mjs)$/,
  /\.css$/,
  /\.(?:wasm|woff2?|ttf|otf)$/,
  /\.(?:avif|webp|png|jpe?g|gif|svg|ico)$/,
];

/** Eight characters of hex, base 32, 36, 58 or 64, as all of the bundlers write, set apart from the name. */
const HASHED = /(?:^|[-._~/])(?=[\w~-]*\d|[\w~-]*[A-Z]|[a-f]{8})[\w~-]{8,}(?:\.[\w-]+)*\.\w+$/;

const kindOf = (name: string): number => KINDS.findIndex((kind) => kind.test(name));

/** Whether a file's name changes with its contents. @example isHashed('assets/index-Bx3f9aQ1.js') */
export const isHashed = (name: string): boolean => HASHED.test(name);

/**
 * The paths of the files to store, the most important first.
 * @param names relative to the output folder
 * @param base the path under which the folder is served
 * @param isNamedByHash tells hashed names; some bundlers know it of each file
 */
export function hashedPaths(
  names: Iterable<string>,
  base: string | undefined,
  isNamedByHash: (name: string) => boolean = isHashed,
): string[] {
  const prefix = basePath(base);
  if (prefix === undefined) return [];
  return [...names]
    .filter((name) => kindOf(name) >= 0 && isNamedByHash(name))
    .sort((a, b) => kindOf(a) - kindOf(b) || (a < b ? -1 : 1))
    .map((name) => prefix + encodeURI(name.replaceAll('\\', '/')));
}
