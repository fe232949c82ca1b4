import { isListed } from '../lookup/listed-paths.js';
import { listedPaths } from '../lookup/request-context.js';
import { notFoundPage } from '../offline/templates/not-found.js';
import { notFoundTemplate } from '../request/handle-request.js';
import type { Feature } from './feature.js';

/** Routes with `fallback: false`, which answer only the paths that they list (rule 11). */
export const pathLists = (): Feature => ({
  install: (context) => listedPaths.provide(context, isListed),
});

/** The 404 page of routes with `strict: true` (rule 11). */
export const strictRoutes = (): Feature => ({
  install: (context) => notFoundTemplate.provide(context, notFoundPage),
});
