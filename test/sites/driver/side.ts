/** One of the two sides of a story: a server of the site, a browser profile, and whether the worker is in it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Target } from 'puppeteer-core';
import { launchChromium } from '../../support/chromium.js';
import { startFront, type Front } from './front.js';
import { serveSite } from './serve-site.js';
import type { SiteDefinition, Version } from './sites.js';
import { watchTab, type Tab } from './tab.js';

export interface Side {
  readonly hasWorker: boolean;
  readonly front: Front;
  /** Every tab that was opened, closed ones too. */
  readonly tabs: readonly Tab[];
  openTab(path?: string): Promise<Tab>;
  /** What the page `/news` says, by the site's editors. */
  setNews(news: number): void;
  /** Puts another version online; the files of the one before are gone. */
  deploy(version: Version): Promise<void>;
  /** The browser's own offline mode, for its tabs and workers. */
  setOffline(isOffline: boolean): Promise<void>;
  close(): Promise<void>;
}

const emulate = (session: CDPSession, isOffline: boolean): Promise<void> =>
  session.send('Network.emulateNetworkConditions', {
    offline: isOffline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });

export async function startSide(site: SiteDefinition, hasWorker: boolean): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-site-'));
  const state = join(folder, 'state.json');
  writeFileSync(state, JSON.stringify({ news: 1, messages: ['first'] }));
  const front = await startFront(hasWorker);
  let server = await serveSite(site, 'A', { origin: front.url, state });
  front.pointTo(server.port);
  const chromium = await launchChromium();
  const tabs: Tab[] = [];
  const workers = new Map<Target, CDPSession>();
  let isOffline = false;

  const sessionOf = async (target: Target): Promise<CDPSession> => {
    const known = workers.get(target);
    if (known) return known;
    const session = await target.createCDPSession();
    workers.set(target, session);
    await session.send('Network.enable');
    return session;
  };

  return {
    hasWorker,
    front,
    tabs,
    async openTab(path) {
      const page = await chromium.newPage();
      await page.setViewport({ width: 1000, height: 700 });
      if (isOffline) await page.setOfflineMode(true);
      const tab = watchTab(page, front.url);
      tabs.push(tab);
      if (path !== undefined) await tab.goto(path);
      return tab;
    },
    setNews(news) {
      const now = JSON.parse(readFileSync(state, 'utf8')) as object;
      writeFileSync(state, JSON.stringify({ ...now, news }));
    },
    async deploy(version) {
      const next = await serveSite(site, version, { origin: front.url, state });
      front.pointTo(next.port);
      await server.stop();
      server = next;
    },
    async setOffline(next) {
      isOffline = next;
      for (const page of await chromium.browser.pages()) await page.setOfflineMode(next);
      for (const target of chromium.browser.targets())
        if ((target.type() as string) === 'service_worker') await emulate(await sessionOf(target), next);
    },
    async close() {
      await chromium.close();
      await server.stop();
      await front.unplug().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
