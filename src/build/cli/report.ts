/** How a build is told to people. */
import { relative } from 'node:path';
import type { BuildResult } from '../options.js';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** Columns as wide as their widest cell; all but the first are numbers, and end in line. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => `  ${line(row).join('  ')}`).join('\n');
}

export function reportBuild(
  { files, deployment, env, warnings, duration }: BuildResult,
  cwd: string,
): string {
  const rows = files.map(({ path, bytes, brotli }) => [
    relative(cwd, path) || path,
    kilobytes(bytes),
    kilobytes(brotli),
  ]);
  return [
    `Built deployment ${deployment} in ${duration} ms`,
    table([['', 'bytes', 'brotli'], ...rows]),
    ...(env.length > 0 ? [`  From the environment: ${env.join(', ')}`] : []),
    ...warnings.map((warning) => `  Warning: ${warning}`),
  ].join('\n');
}
