/**
 * `npm run graph`: draws which room of `src` imports which, into ARCHITECTURE.md. An arrow that others imply is left out.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = `${root}ARCHITECTURE.md`;
const PLACE = /(<!-- graph: npm run graph -->\n)[^]*?(<!-- \/graph -->)/;

/** The room of a module: a folder of `src`, or of `src/core` and `src/worker`. @param {string} path */
function roomOf(path) {
  const [, first = '', second = ''] = path.split('/');
  return (first === 'core' || first === 'worker') && second && !second.endsWith('.ts')
    ? `${first}/${second}`
    : first.replace(/\.ts$/, '');
}

/** @returns {Map<string, Set<string>>} the rooms that each room imports */
function readImports() {
  const program = `${root}node_modules/.bin/depcruise`;
  const args = [
    '--config',
    '.dependency-cruiser.mjs',
    '--include-only',
    '^src',
    '--output-type',
    'json',
    'src',
  ];
  const json = execFileSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });
  const imports = new Map();
  for (const { source, dependencies } of JSON.parse(json).modules) {
    const from = roomOf(source);
    const rooms = imports.get(from) ?? new Set();
    for (const { resolved } of dependencies) if (roomOf(resolved) !== from) rooms.add(roomOf(resolved));
    imports.set(from, rooms);
  }
  return imports;
}

/** Whether a room is reached by way of another. @param {Map<string, Set<string>>} imports */
function isImplied(imports, /** @type {string} */ from, /** @type {string} */ to) {
  const seen = new Set();
  const reaches = (/** @type {string} */ room) => {
    if (seen.has(room)) return false;
    seen.add(room);
    return [...(imports.get(room) ?? [])].some((next) => next === to || reaches(next));
  };
  return [...(imports.get(from) ?? [])].some((next) => next !== to && reaches(next));
}

const imports = readImports();
// The entries of the worker import all that is below them.
imports.delete('index');
const idOf = (/** @type {string} */ room) => room.replaceAll(/\W/g, '_');
const lines = [...imports].sort().flatMap(([from, rooms]) =>
  [...rooms]
    .sort()
    .filter((to) => !isImplied(imports, from, to))
    .map((to) => `  ${idOf(to)}["${to}"] --> ${idOf(from)}["${from}"]`),
);
const drawing = ['```mermaid', 'flowchart TD', ...lines, '```', ''].join('\n');
const text = readFileSync(target, 'utf8');
if (!PLACE.test(text))
  throw new Error(`Failed to draw into "${target}": it has no "<!-- graph: npm run graph -->".`);
writeFileSync(
  target,
  text.replace(PLACE, (_, start, end) => `${start}\n${drawing}\n${end}`),
);
console.log(`Drew ${imports.size} rooms into ARCHITECTURE.md.`);
