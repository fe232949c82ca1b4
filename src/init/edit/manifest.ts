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

/** What is appended to a script gets the flags that are appended to the script, as in `npm run build -- --watch`. */
const joined = (script: string | undefined, command: string, place: 'before' | 'after'): string => {
  if (script === undefined || script.trim() === '') return command;
  return place === 'before' ? `${command} && ${script}` : `${script} && ${command}`;
};

export interface BuildStep {
  /** The folder that is the root of the site. */
  out: string;
  /** What the build script runs if there is none: `hugo`. */
  fallback?: string;
  /** Before the site's own build, where that copies the files. @default 'after' */
  place?: 'before' | 'after';
}

/** Adds `sw-isr build --out OUT` to the build script. */
export const addBuildStep = ({ out, fallback, place = 'after' }: BuildStep): Edit => {
  const command = `sw-isr build --out ${out}`;
  const add = `"scripts": { "build": "${joined('…', command, place)}" }`;
  return editJson(EMPTY, { because: 'it is no JSON', add }, (manifest) => {
    const scripts = record(manifest.scripts);
    const isDone = (script: Json) => typeof script === 'string' && /\bsw-isr build\b/.test(script);
    if (Object.values(scripts).some(isDone)) return [];
    const script = typeof scripts.build === 'string' ? scripts.build : fallback;
    return [{ path: ['scripts', 'build'], value: joined(script, command, place) }];
  });
};
