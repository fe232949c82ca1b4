/** Errors of the config, with the place that bundlers show. */
import type { BuildProblem } from '../build/options.js';

export interface Problem {
  message: string;
  /** An absolute path. */
  file: string | undefined;
  /** From 1. */
  line: number | undefined;
  /** From 1. */
  column: number | undefined;
}

const isProblem = (value: unknown): value is BuildProblem =>
  typeof value === 'object' && value !== null && 'remedy' in value;

/** @param watched the files of the config, the config itself first */
export function problemOf(error: unknown, watched: readonly string[]): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const place = Array.isArray(cause) ? (cause as unknown[]).find(isProblem) : undefined;
  const named = place?.file;
  const file =
    (named && watched.find((path) => path.endsWith(named.replace(/^(\.\.?\/)+/, '')))) ?? watched[0];
  return { message, file, line: place?.line, column: place?.column };
}
