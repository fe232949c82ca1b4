/** A page that changes on the server: shown as it was while it is stale, and new soon after. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCacheStatus } from '../../../support/cache-status.js';
import type { Tab } from '../tab.js';
import { both, describe, type Stage } from './stage.js';

/** The config's `revalidate` of `/news` is 2 s. */
const STALE_AFTER_MS = 3_500;

/** Visits `/news` until it says something. @returns what the visits showed */
async function visitUntil(tab: Tab, wanted: string): Promise<{ found: boolean; lines: string[] }> {
  const lines: string[] = [];
  for (let visit = 1; visit <= 6; visit++) {
    await tab.goto('/news');
    const seen = await tab.look();
    lines.push(`visit ${visit}: ${tab.lastDocument()?.headers['cache-status'] ?? ''} ${describe(seen)}`);
    if (seen.text.includes(wanted)) return { found: true, lines };
    await sleep(1_200);
  }
  return { found: false, lines };
}

export async function playStale(stage: Stage): Promise<void> {
  const tabs = await stage.open();
  await both(tabs, (tab) => visitUntil(tab, 'News 1'));
  await sleep(STALE_AFTER_MS);
  await tabs.with.goto('/news');
  await sleep(STALE_AFTER_MS);
  stage.with.setNews(2);
  stage.without.setNews(2);
  if (stage.site.rendersNews) {
    await tabs.with.goto('/news');
    const seen = await tabs.with.look();
    const cacheStatus = tabs.with.lastDocument()?.headers['cache-status'];
    const isStale = parseCacheStatus(cacheStatus)?.hit === true && seen.text.includes('News 1');
    stage.check('stale', 'the stored page while it is stale', isStale, [
      `${cacheStatus ?? 'none'}: ${describe(seen)}`,
    ]);
  }
  const visits = await both(tabs, (tab) => visitUntil(tab, 'News 2'));
  stage.check('stale', 'the new page within 6 visits', visits.with.found && visits.without.found, [
    ...visits.without.lines.map((line) => `without: ${line}`),
    ...visits.with.lines.map((line) => `with:    ${line}`),
  ]);
  await both(tabs, (tab) => tab.close());
}
