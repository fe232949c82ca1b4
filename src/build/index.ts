/** `sw-isr/build`: the commands of `npx sw-isr` as functions. Node only. */
export { build } from './build.js';
export { buildKill } from './bundle/kill.js';
export { doctor } from './doctor/doctor.js';
export type { Finding, FindingCode, FindingLevel } from './doctor/findings.js';
export type * from './doctor/types.js';
export { explain, type ExplainOptions, type ExplainResult } from './explain/explain.js';
export {
  listPages,
  type ListedPage,
  type PagesOptions,
  type PagesResult,
  type PagesSource,
} from './explain/pages.js';
export { serve, type ServeOptions, type StaticServer } from './serve/serve.js';
export { watch, type Watcher, type WatchOutcome } from './watch.js';
export type { BuildOptions, BuildProblem, BuildResult, BuiltFile } from './options.js';
export { IsrError } from '../shared/errors.js';
export type { IsrErrorCode } from '../shared/errors.js';
