/** Without the server, and without a network: pages that were seen are there, and work. */
import type { OriginRequest } from '../front.js';
import type { Tab } from '../tab.js';
import { describe, type Pair, type Stage } from './stage.js';
import { usability } from './usable.js';

type OfflineColumn = 'down' | 'offline';

async function cut(stage: Stage, column: OfflineColumn): Promise<void> {
  if (column === 'offline') await stage.with.setOffline(true);
  else for (const side of [stage.without, stage.with]) await side.front.unplug();
}

async function mend(stage: Stage, column: OfflineColumn): Promise<void> {
  if (column === 'offline') await stage.with.setOffline(false);
  else for (const side of [stage.without, stage.with]) await side.front.plug();
}

const lineOf = ({ method, url, headers }: OriginRequest): string =>
  `${method} ${url} ${headers['sec-fetch-mode']?.toString() ?? ''} from ${headers.referer ?? 'nowhere'}`;

/**
 * Leaves out what no emulation holds back: the browser's own look for a new worker, and the `HEAD` by which the offline
 * page looks for the server, where its tab is navigated meanwhile.
 */
const isVisitors = ({ method, url }: OriginRequest): boolean => url !== '/sw.js' && method !== 'HEAD';

/** Links that ask for a part do not come through; the page stays, as it does without the worker. */
async function playLinksThatStay(stage: Stage, column: OfflineColumn, tabs: Pair): Promise<void> {
  for (const selector of ['#to-home', '#to-guide'])
    await stage.same(column, `a link (${selector}) does the same as without the worker`, {
      tabs,
      act: (tab) => tab.click(selector),
      shows: 'About',
    });
}

async function playWithout(
  stage: Stage,
  column: OfflineColumn,
  { tab, other, plain }: { tab: Tab; other: Tab; plain: Tab | undefined },
): Promise<void> {
  const usable = async (what: string, heading: string, act: (tab: Tab) => Promise<void>, on = tab) => {
    await act(on);
    const { faults, seen } = await usability(on, heading);
    stage.check(column, what, faults.length === 0, [...faults, describe(seen)]);
  };
  await usable('a reload', 'About', (at) => at.reload());
  if (plain) await playLinksThatStay(stage, column, { with: tab, without: plain });
  else {
    await usable('a link to /', 'Home', (at) => at.click('#to-home'));
    await tab.goto('/about');
    await tab.look();
    await usable('a link to /guide, seen by a link', 'Guide', (at) => at.click('#to-guide'));
  }
  await usable('back', plain ? 'Home' : 'About', (at) => at.back());
  await usable('/ by its address', 'Home', (at) => at.goto('/'), other);
  await usable('/guide by its address', 'Guide', (at) => at.goto('/guide'), other);
  await usable('/news by its address', 'News', (at) => at.goto('/news'), other);
  // It is loaded once the server is back.
  await other.goto(`/unseen-${column}`);
  const { text, status } = await other.look();
  const isOffline = status === 503 && text.length > 20;
  stage.check(column, 'a page that was never seen: the offline page', isOffline, [
    `${status ?? 'no document'}: ${text}`,
  ]);
}

export async function playOffline(stage: Stage, column: OfflineColumn): Promise<void> {
  const tab = await stage.with.openTab('/');
  const other = await stage.with.openTab();
  await tab.look();
  await tab.click('#to-guide');
  for (const path of ['/news', '/', '/about']) {
    await tab.look();
    await stage.rest();
    await tab.goto(path);
  }
  const isStaying = column === 'down' && stage.site.linksNeedServer === true;
  const plain = isStaying ? await stage.without.openTab('/about') : undefined;
  await Promise.all([tab.look(), plain?.look()]);
  // With the worker the counter has counted by then.
  await plain?.click('#count');
  await stage.rest();
  await cut(stage, column);
  const before = stage.with.front.log.length;
  try {
    await playWithout(stage, column, { tab, other, plain });
  } finally {
    const asked = stage.with.front.log.slice(before).filter(isVisitors);
    await mend(stage, column);
    stage.check(column, 'nothing reached the server', asked.length === 0, asked.map(lineOf));
  }
  await tab.goto('/');
  const seen = await tab.look();
  stage.check(column, 'all is well when it is back', seen.text.includes('Home'), [describe(seen)]);
  await Promise.all([tab.close(), other.close(), plain?.close()]);
}
