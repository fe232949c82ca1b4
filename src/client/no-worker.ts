import type { CommandName, Commands } from '../shared/messages.js';

/**
 * The results of commands without a worker: those of an empty cache. Lists are empty, and commands without a result do
 * nothing. So a site can call all of them in any browser without a check.
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
