import { offlineTemplate } from '../offline/offline-response.js';
import { offlinePage as template } from '../offline/templates/offline.js';
import type { Feature } from './feature.js';

/** The built-in offline page, for configs that name none (rule 13). */
export const offlinePage = (): Feature => ({
  install: (context) => offlineTemplate.provide(context, template),
});
