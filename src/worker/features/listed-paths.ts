import { isListed } from '../lookup/listed-paths.js';
import { listedPaths } from '../lookup/request-context.js';
import type { Feature } from './feature.js';

/** Routes with `fallback: false`, which answer only the paths that they list (rule 11). */
export const pathLists = (): Feature => ({
  install: (context) => listedPaths.provide(context, isListed),
});
