/** The first visit, and the second: what the visitor sees, and that the server is asked nothing for it. */
import { parseCacheStatus } from '../../../support/cache-status.js';
import type { OriginRequest } from '../front.js';
import { both, type Stage } from './stage.js';

const PARTS = ['rsc', 'hx-request', 'turbo-frame'];

/** Requests for a page, not for a part of it or its data. */
export const pageRequests = (log: readonly OriginRequest[], path: string): number =>
  log.filter(
    ({ method, url, headers }) =>
      method === 'GET' && url === path && PARTS.every((name) => headers[name] === undefined),
  ).length;

export async function playFirst(stage: Stage): Promise<void> {
  const tabs = await stage.open();
  await stage.same('first', '/ is the same', { tabs, act: (tab) => tab.goto('/'), shows: 'Home' });
  const controls = await tabs.with.page
    .waitForFunction(() => navigator.serviceWorker.controller !== null, { timeout: 15_000 })
    .then(
      () => true,
      () => false,
    );
  stage.check('first', 'the worker takes the page over', controls, ['it had not after 15 s']);
  await stage.same('first', 'the counter counts', {
    tabs,
    act: (tab) => tab.click('#count'),
    shows: 'Count 1',
  });
  await both(tabs, (tab) => tab.close());
}

export async function playHit(stage: Stage): Promise<void> {
  const tabs = await stage.open();
  const seen: string[] = [];
  let isHit = false;
  for (let visit = 2; visit <= 3 && !isHit; visit++) {
    await stage.rest();
    const before = pageRequests(stage.with.front.log, '/');
    await stage.same('hit', `visit ${visit} is the same`, {
      tabs,
      act: (tab) => tab.goto('/'),
      shows: 'Home',
    });
    await stage.rest();
    const asked = pageRequests(stage.with.front.log, '/') - before;
    const { status = 0, headers = {} } = tabs.with.lastDocument() ?? {};
    const cacheStatus = headers['cache-status'];
    isHit = status === 200 && asked === 0 && (parseCacheStatus(cacheStatus)?.hit ?? false);
    seen.push(
      `visit ${visit}: ${status}, Cache-Status: ${cacheStatus ?? 'none'}, the server was asked ${asked} times`,
    );
  }
  stage.check('hit', 'a hit by the third visit, without the server', isHit, seen);
  await stage.same('hit', 'the counter counts', {
    tabs,
    act: (tab) => tab.click('#count'),
    shows: 'Count 1',
  });
  await both(tabs, (tab) => tab.close());
}
