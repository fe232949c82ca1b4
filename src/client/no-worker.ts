import type { CommandName, Commands } from '../shared/messages.js';

/**
 * What commands answer where there is no worker. Nothing is kept there, so lists are empty; `clear()` and
 * `clearUser()` have nothing left to do, `draft()` and `setUser()` nothing to change. A site can call all of them in
 * any browser without looking first.
 */
export const noWorkerResults: {
  [N in CommandName]?: (params: Commands[N]['params']) => Commands[N]['result'];
} = {
  pages: () => ({ pages: [] }),
  deployments: () => [],
  explain: ({ url }) => ({
    url,
    route: null,
    key: null,
    state: 'none',
    why: ['There is no service worker.'],
  }),
  stats: () => ({
    hits: 0,
    stale: 0,
    misses: 0,
    regenerations: 0,
    failures: 0,
    entries: 0,
    bytes: 0,
    routes: {},
  }),
  prefetch: ({ urls }) => urls.map((url) => ({ url, outcome: 'not-stored' })),
};
