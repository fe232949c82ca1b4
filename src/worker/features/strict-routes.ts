import { notFoundPage } from '../offline/templates/not-found.js';
import { notFoundTemplate } from '../request/handle-request.js';
import type { Feature } from './feature.js';

/** The 404 page of routes with `strict: true` (rule 11). */
export const strictRoutes = (): Feature => ({
  install: (context) => notFoundTemplate.provide(context, notFoundPage),
});
