/** Reads a project from the disk. */
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../shared/errors.js';
import { gemOf } from '../stacks/static/jekyll.js';
import type { Project } from '../types.js';

/** Dependencies, caches, and what builds write. */
const SKIPPED = new Set(
  `node_modules .git .hg .svn .next .nuxt .output .svelte-kit .astro .docusaurus .vercel .netlify .turbo .cache .yarn
   .pnpm-store bower_components vendor tmp log storage coverage _site build target __pycache__ .venv venv uploads
   resources/_gen .jekyll-cache wp-includes`.split(/\s+/),
);
const MAX_FILES = 20_000;
const MAX_DEPTH = 9;
/** Larger files are data, or made by a program. */
const MAX_BYTES = 2_000_000;

/** A folder below that may not be read, such as that of a database, holds nothing of the site. */
function entriesOf(folder: string, depth: number): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (depth > 0) return [];
    const cause = error instanceof Error ? error.message : String(error);
    throw failure('failed', `read the folder "${folder}"`, cause, 'Let this user read it', error);
  }
}

function list(folder: string): string[] {
  const found: string[] = [];
  const visit = (prefix: string, depth: number): void => {
    const entries = entriesOf(join(folder, prefix), depth);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= MAX_FILES) return;
      const path = prefix + entry.name;
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && depth < MAX_DEPTH && !SKIPPED.has(entry.name))
        visit(`${path}/`, depth + 1);
    }
  };
  visit('', 0);
  return found;
}

function textAt(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const stat = statSync(path);
  if (!stat.isFile() || stat.size > MAX_BYTES) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw failure('failed', `read "${path}"`, cause, 'Let this user read it', error);
  }
}

/** The folder of a theme that is a Ruby gem; undefined if Ruby does not know it. */
function gemFolder(name: string, cwd: string): string | undefined {
  const commands: [string, string[]][] = [
    ['bundle', ['info', '--path', name]],
    ['ruby', ['-e', 'print Gem::Specification.find_by_name(ARGV[0]).gem_dir', name]],
  ];
  for (const [command, args] of commands) {
    try {
      const options: ExecFileSyncOptionsWithStringEncoding = {
        cwd,
        timeout: 15_000,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      };
      const path = execFileSync(command, args, options).trim().split('\n').at(-1) ?? '';
      if (existsSync(path)) return path;
    } catch {
      // The command is missing, or the gem is.
    }
  }
  return undefined;
}

/** Reads each file once. */
function reader(pathOf: (path: string) => string): Project['read'] {
  const texts = new Map<string, string | undefined>();
  return (path) => {
    if (!texts.has(path)) texts.set(path, textAt(pathOf(path)));
    return texts.get(path);
  };
}

/** The project in a folder. The theme of a Jekyll site is read as `themes/NAME`, although it is elsewhere. */
export function readProject(folder: string): Project {
  const files = list(folder);
  const own: Project = { files, read: reader((path) => join(folder, path)) };
  const gem = gemOf(own);
  const gemAt = gem === undefined ? undefined : gemFolder(gem, folder);
  if (gem === undefined || gemAt === undefined) return own;
  const prefix = `themes/${gem}/`;
  return {
    files: [...files, ...list(gemAt).map((file) => prefix + file)],
    read: reader((path) =>
      path.startsWith(prefix) ? join(gemAt, path.slice(prefix.length)) : join(folder, path),
    ),
  };
}
