/** The config module of a build: a file, or inline code. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { IsrError } from '../../shared/errors.js';

export interface ConfigSource {
  /** Its name in messages. */
  name: string;
  /** The file, or the code itself. */
  from: { path: string } | { code: string };
}

const NAMES = ['isr.config.ts', 'isr.config.mts', 'isr.config.js', 'isr.config.mjs'];

/** The name of the config that a build would take in this folder. */
export const usualConfig = (cwd: string): string | undefined =>
  NAMES.find((name) => existsSync(resolve(cwd, name)));

/**
 * The given config, or else one with a default name.
 * @throws IsrError `invalid-config` if there is none.
 */
export function findConfig(cwd: string, config?: string): ConfigSource {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    if (existsSync(path)) return { name: basename(path), from: { path } };
    throw new IsrError(
      'invalid-config',
      `Failed to read "${config}": it does not exist in ${cwd}. Correct the path of the config.`,
    );
  }
  const name = usualConfig(cwd);
  if (name !== undefined) return { name, from: { path: resolve(cwd, name) } };
  throw new IsrError(
    'invalid-config',
    `Failed to find "${NAMES.join('", "')}": none is in ${cwd}. Create one with sw-isr init, or give its path as "config".`,
  );
}
