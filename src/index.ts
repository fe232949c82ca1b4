/** `sw-isr`: imported by config modules. Importing it has no side effect. */
export { defineConfig } from './config/define-config.js';
export { IsrError } from './shared/errors.js';
export type { IsrErrorCode } from './shared/errors.js';
export type * from './config/types.js';
