/** Validates configs, for `defineConfig` and for the build. It is not part of a built worker. */
import * as v from 'valibot';
import { IsrError } from '../../shared/errors.js';
import { configSchema } from './schema.js';
import type { IsrConfig } from '../types.js';

/** One fault: its place in the config, and a message. */
export interface ConfigFault {
  /** @example 'routes[2].revalidate' */
  path: string;
  message: string;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => key);
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    const isPlain = /^[A-Za-z_$][\w$]*$/.test(String(key));
    if (!isPlain) return `${path}[${JSON.stringify(String(key))}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, '');
}

/** All faults of a config; empty if it is valid. */
export function findFaults(config: unknown): ConfigFault[] {
  const { issues = [] } = v.safeParse(configSchema, config);
  return issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
}

/**
 * Asserts that a config is valid. The message calls it `name`.
 * @throws IsrError `invalid-config`, with all faults at once; its `cause` is the list of them.
 */
export function validateConfig(config: unknown, name = 'isr.config'): asserts config is IsrConfig {
  const faults = findFaults(config);
  if (faults.length === 0) return;
  const total = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const lines = faults.map(({ path, message }) => `  ${path === '' ? 'the config' : path}: ${message}`);
  const message = `Failed to read "${name}": ${total}. Correct ${faults.length === 1 ? 'it' : 'each'}:`;
  throw new IsrError('invalid-config', [message, ...lines].join('\n'), { cause: faults });
}
