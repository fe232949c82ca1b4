/** The config module of a build: a file, or code that stands for one. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { IsrError } from '../../shared/errors.js';

export interface ConfigSource {
  /** What messages call it. */
  name: string;
  /** The file, or the code itself. */
  from: { path: string } | { code: string };
}

const NAMES = ['isr.config.ts', 'isr.config.mts', 'isr.config.js', 'isr.config.mjs'];

/**
 * The config that was named, else the one that is found by its name.
 * @throws IsrError `invalid-config` when there is none.
 */
export function findConfig(cwd: string, config?: string): ConfigSource {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    if (existsSync(path)) return { name: basename(path), from: { path } };
    throw new IsrError(
      'invalid-config',
      `Failed to read "${config}": there is no such file in ${cwd}. Correct the path of the config.`,
    );
  }
  const name = NAMES.find((one) => existsSync(resolve(cwd, one)));
  if (name !== undefined) return { name, from: { path: resolve(cwd, name) } };
  throw new IsrError(
    'invalid-config',
    `Failed to find "${NAMES.join('", "')}": none is in ${cwd}. Write one, or name it with --config.`,
  );
}
