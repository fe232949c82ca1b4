/** What `sw-isr init` says besides the diff. */
import type { Plan } from '../plan/plan.js';
import type { Commands } from '../project/package-manager.js';
import type { ManualStep } from '../types.js';

const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ');

const manualStep = ({ path, does, because, add }: ManualStep): string =>
  `  ${path} (${does}): ${because}.\n${indented(add)}`;

export const showManual = (manual: readonly ManualStep[]): string | undefined =>
  manual.length === 0 ? undefined : `To be changed by hand:\n${manual.map(manualStep).join('\n')}`;

export function showHeaders({ headers, isHostKnown }: Plan): string {
  const lines = headers.map(({ paths, name, value }) => `  ${name}: ${value}   with ${paths.join(' and ')}`);
  const title = isHostKnown ? 'Headers of the site:' : 'Headers that your host has to send:';
  const pages = '  ETag or Last-Modified   with pages, if it can: an unchanged page then costs no body';
  return [title, ...lines, pages].join('\n');
}

export const showNotes = (notes: readonly string[]): string | undefined =>
  notes.length === 0 ? undefined : notes.map((note) => `Note: ${note}`).join('\n');

/** What to type after the files are written. */
export const commandsOf = (
  { changes }: Plan,
  { install, build, execute }: Commands,
  folder: string,
): string[] => [
  ...(folder === '.' ? [] : [`cd ${folder}`]),
  ...(changes.some(({ path }) => path === 'package.json') ? [install] : []),
  build,
  `${execute} sw-isr doctor <your site's origin>`,
];

export const showCommands = (commands: readonly string[]): string =>
  `Next:\n${commands.map((command) => `  ${command}`).join('\n')}`;
