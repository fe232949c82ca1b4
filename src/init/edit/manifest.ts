/** Edits of `package.json`. */
import type { Edit } from '../types.js';
import { editJson, type Json } from './json.js';

const EMPTY = '{\n  "private": true\n}\n';

const record = (value: Json): { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** Adds the package to `devDependencies`, where no other list has it. */
export const addPackage = (version: string): Edit =>
  editJson(
    EMPTY,
    { because: 'it is no JSON', add: `"devDependencies": { "sw-isr": "^${version}" }` },
    (manifest) => {
      const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
      if (manifest.name === 'sw-isr' || lists.some((list) => 'sw-isr' in record(manifest[list]))) return [];
      return [{ path: ['devDependencies', 'sw-isr'], value: `^${version}` }];
    },
  );

/** `hugo --minify` is the command of a site, `esbuild --watch` is none: what is appended would get its flags. */
const joined = (script: string | undefined, command: string): string =>
  script === undefined || script.trim() === '' ? command : `${script} && ${command}`;

/**
 * Adds `sw-isr build --out OUT` to the build script.
 * @param fallback what the script runs if there is none: `hugo`
 */
export const addBuildStep = (out: string, fallback?: string): Edit => {
  const command = `sw-isr build --out ${out}`;
  return editJson(
    EMPTY,
    { because: 'it is no JSON', add: `"scripts": { "build": "… && ${command}" }` },
    (manifest) => {
      const scripts = record(manifest.scripts);
      if (
        Object.values(scripts).some((script) => typeof script === 'string' && /\bsw-isr build\b/.test(script))
      )
        return [];
      const script = typeof scripts.build === 'string' ? scripts.build : fallback;
      return [{ path: ['scripts', 'build'], value: joined(script, command) }];
    },
  );
};
