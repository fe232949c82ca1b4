import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useSite } from '../support/site.js';

/** A stored page of a stopped worker is answered by the worker, and Chromium asks the origin nothing beside it. */
const sites: [what: string, routes: string, path: string][] = [
  ['a query', "[{ match: { search: 'q=*' }, revalidate: '1h' }]", '/find?q=x'],
  [
    'names in a query, which no static route can tell',
    "[{ match: { pathname: '/find', search: 'q=:words' }, revalidate: '1h' }]",
    '/find?q=x',
  ],
  [
    'more patterns than the browser takes',
    "Array.from({ length: 200 }, (_, at) => ({ match: `/find${at || ''}`, revalidate: '1h' as const }))",
    '/find',
  ],
];

for (const [what, routes, path] of sites)
  describe(`routes with ${what} (Chromium)`, () => {
    const site = useSite(`assets: false, routes: ${routes}`, (origin) => origin.page('/find'));

    it('answer a fresh page though the worker was stopped, and nobody asks the origin', async () => {
      await site.store(path);
      await site.chromium.stopWorkers();
      assert.equal((await site.visit(path)).timing, 'fresh');
      assert.deepEqual(site.origin.requests('/find'), []);
    });
  });
