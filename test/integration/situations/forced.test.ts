/** A reload past the worker (Shift+reload), which only Chromium's DevTools protocol can do. */
import assert from 'node:assert/strict';
import { page, type PageParts } from '../../support/situations/app.js';
import { playSideBySide, type Situation, type Visitor } from '../../support/situations/side-by-side.js';

const KINDS: [string, PageParts['headers']][] = [
  ['that says it is everyone’s', { 'Cache-Control': 'public' }],
  ['that says nothing of itself', {}],
];

/** Reloads past the worker. With one, waits until it has been told: what it keeps may come from the HTTP cache, which asks nobody. */
async function force(visitor: Visitor, words: string): Promise<void> {
  const { page: tab } = visitor.engine;
  assert.ok(tab, 'only Chromium can be told to');
  const session = await tab.createCDPSession();
  visitor.site.forget();
  await session.send('Page.reload', { ignoreCache: true });
  await visitor.sees(words);
  await session.detach();
  if (!visitor.hasWorker) return;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await visitor.known('/');
}

const forced = KINDS.map(([which, headers]): Situation => ({
  title: `a reload past the worker of a page ${which}`,
  app: () => {
    let edition = 1;
    return ({ method, path }) => {
      if (method === 'POST') edition += 1;
      return page(`<p>Edition ${edition} of ${path}</p>`, { headers });
    };
  },
  async play(visitor) {
    await visitor.go('/', 'Edition 1 of /');
    await visitor.stored('/');
    await visitor.hits('/', 'Edition 1 of /');
    await visitor.site.post('/publish');
    await force(visitor, 'Edition 2 of /');
    await visitor.go('/', 'Edition 2 of /');
    await visitor.hits('/', 'Edition 2 of /');
  },
}));

playSideBySide('reloads past the worker', forced);
