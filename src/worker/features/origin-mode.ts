import { originPolicy } from '../../core/policy/origin/origin-policy.js';
import { requestBuilders } from '../origin/origin-request.js';
import { originResponder } from '../origin-mode/answer.js';
import { privateRequest } from '../origin-mode/request.js';
import { variantLanguages } from '../lookup/lookup.js';
import { clearPrivatePages } from '../origin-mode/private-pages.js';
import { languagesOf, variantInLanguage } from '../origin-mode/variant-languages.js';
import { clearOwnPages } from '../visitor/clear.js';
import { responders } from '../responses/page-request.js';
import type { Feature } from './feature.js';

/** Routes with `revalidate: 'origin'`: the worker is a private cache by RFC 9111. */
export const originMode = (): Feature => ({
  install(context) {
    requestBuilders(context).set(originPolicy, privateRequest);
    responders(context).set(originPolicy, originResponder);
    variantLanguages.provide(context, { find: variantInLanguage, note: languagesOf });
    clearOwnPages.provide(context, clearPrivatePages);
  },
});
