import { IsrError } from '../core/errors.js';
import type { IsrConfig } from './types.js';

export function validateConfig(config: unknown): asserts config is IsrConfig {
  if (typeof config !== 'object' || config === null) {
    throw new IsrError('invalid-config', 'Failed to read "isr.config": it is not an object. Export one.');
  }
}
