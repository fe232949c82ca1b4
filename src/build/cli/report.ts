/** Formats the result of a build for people. */
import { relative } from 'node:path';
import type { BuildResult } from '../options.js';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Columns as wide as their widest cell. The first is aligned left, the others (numbers) right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => `  ${line(row).join('  ')}`).join('\n');
}

const sizes = (files: BuildResult['files'], cwd: string): string =>
  table([
    ['', 'bytes', 'brotli'],
    ...files.map(({ path, bytes, brotli }) => [
      relative(cwd, path) || path,
      kilobytes(bytes),
      kilobytes(brotli),
    ]),
  ]);

export function reportBuild(
  { files, deployment, env, warnings, duration }: BuildResult,
  cwd: string,
): string {
  return [
    `Built deployment ${deployment} in ${duration} ms`,
    sizes(files, cwd),
    ...(env.length > 0 ? [`  From the environment: ${env.join(', ')}`] : []),
    ...warnings.map((warning) => `  Warning: ${warning}`),
  ].join('\n');
}

/** Instructions for the worker that removes itself, by the flag that built it. */
const REMOVAL_ADVICE = {
  kill: 'Deploy both, and leave them in place until no visitor has the old worker.',
  dev: 'Let the dev server serve both. Build without --dev before you deploy.',
};

export const reportRemoval = (
  { files, duration }: Pick<BuildResult, 'files' | 'duration'>,
  removal: keyof typeof REMOVAL_ADVICE,
  cwd: string,
): string =>
  [
    `Built the worker that removes itself in ${duration} ms`,
    sizes(files, cwd),
    `  ${REMOVAL_ADVICE[removal]}`,
  ].join('\n');
