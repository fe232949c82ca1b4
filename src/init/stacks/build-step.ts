/** The build step of a site without a plugin: `sw-isr build` after the site's own build. */
import { addBuildStep } from '../edit/manifest.js';
import type { Edit, Facts, Step } from '../types.js';

/** Commands of hosts that build the site themselves, by the file that holds them. */
const HOST_COMMANDS: readonly [path: string, pattern: RegExp][] = [
  ['netlify.toml', /^([ \t]*command[ \t]*=[ \t]*)(["'])(.*?)\2/gm],
  ['vercel.json', /("buildCommand"\s*:\s*)(")([^"]*)"/g],
];

/** A table of a TOML file, with its heading. */
const TABLES = /^[ \t]*\[.*(?:\r?\n(?![ \t]*\[).*)*/gm;

/** Netlify builds by `[build]` and by the contexts; `[dev]` is a server. */
const BUILDS = /^[ \t]*\[(?:build|context\.[^\]]+)\]/;

/** Runs an edit where a host's file holds commands that build. */
const whereBuilt = (path: string, text: string, edit: (part: string) => string): string =>
  path.endsWith('.toml')
    ? text.replace(TABLES, (table) => (BUILDS.test(table) ? edit(table) : table))
    : edit(text);

/** Whether a command builds the site itself, and not by the build script. */
const isOwn = (command: string, builder: RegExp): boolean =>
  builder.test(command) && !/\bsw-isr\b/.test(command);

const appendCommand =
  ([path, pattern]: (typeof HOST_COMMANDS)[number], builder: RegExp, out: string): Edit =>
  (before = '') =>
    whereBuilt(path, before, (part) =>
      part.replace(pattern, (whole, start: string, quote: string, command: string) =>
        isOwn(command, builder)
          ? `${start}${quote}${command} && npx sw-isr build --out ${out}${quote}`
          : whole,
      ),
    );

/**
 * @param out the root of the built site
 * @param builder the command that builds the site, as it may be called by a host: `hugo`
 * @param fallback the build script where there is none
 */
export function buildSteps({ project }: Facts, out: string, builder?: RegExp, fallback?: string): Step[] {
  const does = `builds the worker into ${out === '.' ? 'this folder' : out}`;
  const hosts = HOST_COMMANDS.flatMap((host): Step[] =>
    !builder || project.read(host[0]) === undefined
      ? []
      : [{ path: host[0], does, edit: appendCommand(host, builder, out) }],
  );
  return [{ path: 'package.json', does, edit: addBuildStep({ out, fallback }) }, ...hosts];
}
