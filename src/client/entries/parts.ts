/**
 * What the module `/sw-isr.js` is made of. The build writes its entry, which imports the features that the config uses
 * (`build/bundle/client-entry.ts`).
 * @example <script type="module" async src="/sw-isr.js"></script>
 * @example import { ready } from '/sw-isr.js'; const isr = await ready;
 */
import { followFeed } from '../features/follow-feed.js';
import type { Features } from '../optional-features.js';
import { speculate as prerender } from '../speculation/speculate.js';
import { withSpeculation } from '../speculation/with-speculation.js';

export { createRegister } from '../register.js';
/** For a config whose `takeover` names scripts or scopes. */
export { takeOver } from '../takeover/take-over.js';

/** For a config that names a feed. */
export const feed: Features['feed'] = () => Promise.resolve({ followFeed });

/** For a config with `speculate: true`. */
export const speculate: Features['speculate'] = /* @__PURE__ */ withSpeculation(prerender);
