/** The build step of a site without a plugin: `sw-isr build` after the site's own build. */
import { addBuildStep } from '../edit/manifest.js';
import type { Edit, Facts, Step } from '../types.js';

/** Commands of hosts that build the site themselves, by the file that holds them. */
const HOST_COMMANDS: readonly [path: string, pattern: RegExp][] = [
  ['netlify.toml', /^(\s*command\s*=\s*)(["'])(.*?)\2/m],
  ['vercel.json', /("buildCommand"\s*:\s*)(")([^"]*)"/],
];

/** Whether a command builds the site itself, and not by the build script. */
const isOwn = (command: string, builder: RegExp): boolean =>
  builder.test(command) && !/\bsw-isr\b/.test(command);

const appendCommand =
  (pattern: RegExp, builder: RegExp, out: string): Edit =>
  (before = '') =>
    before.replace(pattern, (whole, start: string, quote: string, command: string) =>
      isOwn(command, builder) ? `${start}${quote}${command} && npx sw-isr build --out ${out}${quote}` : whole,
    );

/**
 * @param out the root of the built site
 * @param builder the command that builds the site, as it may be called by a host: `hugo`
 * @param fallback the build script where there is none
 */
export function buildSteps({ project }: Facts, out: string, builder?: RegExp, fallback?: string): Step[] {
  const does = `builds the worker into ${out === '.' ? 'this folder' : out}`;
  const hosts = HOST_COMMANDS.flatMap(([path, pattern]): Step[] => {
    const command = pattern.exec(project.read(path) ?? '')?.[3];
    if (!builder || command === undefined || !builder.test(command)) return [];
    return [{ path, does, edit: appendCommand(pattern, builder, out) }];
  });
  return [{ path: 'package.json', does, edit: addBuildStep({ out, fallback }) }, ...hosts];
}
