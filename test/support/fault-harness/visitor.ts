/** A browser on the harness' site: one tab that visits, and one that talks to the worker. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, HTTPResponse, Page } from 'puppeteer-core';
import { parseCacheStatus } from '../cache-status.js';
import type { Chromium } from '../chromium.js';
import type { HarnessSite, Marker } from './site.js';

/** What a visitor has in front of them. */
export interface Seen {
  /** The browser's own error, where it shows no page. */
  error?: string;
  status: number;
  headers: Record<string, string>;
  /** What the page says of itself; missing where it is none of the site's. */
  marker: Marker | undefined;
  title: string;
  /** All that can be read. */
  text: string;
  isHit: boolean;
  detail: string | undefined;
}

export interface Audit {
  isThere: boolean;
  /** `deployment path` of each stored page. */
  paths: string[];
  /** Whose pages are stored. */
  visitors: string[];
  wrong: string[];
}

export interface Visitor {
  /** @param patience milliseconds before the visitor gives up */
  navigate(path: string, patience?: number): Promise<Seen>;
  fetch(path: string): Promise<Seen>;
  loadScript(path: string): Promise<Seen>;
  post(path: string): Promise<boolean>;
  /** A command of the library. @returns whether it was acknowledged */
  command(command: string, params: object): Promise<boolean>;
  /** Lets the worker catch up with the feed. @returns the offset that it has reached */
  catchUp(): Promise<string | undefined>;
  /** Delivers a push message, as a push service does. */
  push(message: object): Promise<void>;
  /** A command of the harness. */
  tell<T>(faults: string, given?: unknown): Promise<T>;
  logIn(as: string): Promise<void>;
  /** Resolves when they have stopped. */
  stopWorkers(): Promise<void>;
  /** Registers the worker again where it is gone, and waits until it is active. */
  ensureWorker(): Promise<void>;
  /** Another tab in place of the one that visits. */
  openTab(): Promise<void>;
  close(): Promise<void>;
}

const EMPTY = {
  status: 0,
  headers: {},
  marker: undefined,
  title: '',
  text: '',
  isHit: false,
  detail: undefined,
};

/** Runs in the page: what it shows. */
const readDocument = () => ({
  json: document.querySelector<HTMLMetaElement>('meta[name=harness]')?.content,
  title: document.title,
  text: (document.body as HTMLElement | null)?.innerText.trim() ?? '',
});

/** What a page needs to be more than a loading shell. */
const isAtRest = () =>
  !!document.querySelector('meta[name=harness]') ||
  (!document.querySelector('[role=status]') && !!(document.body as HTMLElement | null)?.innerText);

async function see(tab: Page, url: string, patience = 12_000): Promise<Seen> {
  let last: { status: number; headers: Record<string, string> } = EMPTY;
  const note = (response: HTTPResponse) => {
    if (response.request().isNavigationRequest() && response.frame() === tab.mainFrame())
      last = { status: response.status(), headers: response.headers() };
  };
  tab.on('response', note);
  try {
    await tab.goto(url, { waitUntil: 'load', timeout: patience });
    await tab.waitForFunction(isAtRest, { timeout: patience, polling: 50 });
    const { json, ...shown } = await tab.evaluate(readDocument);
    const cacheStatus = parseCacheStatus(last.headers['cache-status']);
    return {
      ...{ ...last, ...shown, marker: json ? (JSON.parse(json) as Marker) : undefined },
      ...{ isHit: !!cacheStatus?.hit, detail: cacheStatus?.detail },
    };
  } catch (error) {
    return { ...EMPTY, ...last, error: String(error) };
  } finally {
    tab.off('response', note);
  }
}

/** Runs in the page: sends a message to the active worker, and waits for its reply. */
async function send(
  message: object,
  patience = 4_000,
): Promise<{ told?: unknown; failed?: string; ok?: boolean; message?: string; result?: unknown }> {
  const active = (await navigator.serviceWorker.getRegistration('/'))?.active;
  if (!active) return { failed: 'none is active' };
  const { port1, port2 } = new MessageChannel();
  const late = new Promise<{ failed: string }>((answered) =>
    setTimeout(() => answered({ failed: 'no reply' }), patience),
  );
  const reply = new Promise<object>((answered) => (port1.onmessage = ({ data }) => answered(data as object)));
  active.postMessage(message, [port2]);
  return Promise.race([reply, late]);
}

/** Runs in the page: registers the worker, and waits until it is active. */
async function register(): Promise<void> {
  const found = await navigator.serviceWorker.getRegistration('/');
  if (found?.active?.state === 'activated') return;
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  for (let tries = 0; tries < 400; tries++) {
    const registration = await navigator.serviceWorker.getRegistration('/');
    if (registration?.active?.state === 'activated') return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export async function openVisitor(chromium: Chromium, site: HarnessSite): Promise<Visitor> {
  const control = await chromium.newPage();
  let tab = await chromium.newPage();
  await control.goto(`${site.url}/blank`);
  await control.evaluate(register);
  const session: CDPSession = await control.createCDPSession();
  const versions = new Map<string, string>();
  let registrationId = '';
  session.on('ServiceWorker.workerVersionUpdated', (event) => {
    for (const { versionId, status, runningStatus } of event.versions)
      versions.set(versionId, `${status}, ${runningStatus}`);
  });
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const one of registrations) if (!one.isDeleted) ({ registrationId } = one);
  });
  await session.send('ServiceWorker.enable');
  /** A worker that is being stopped takes messages, and forgets them: so its end is waited for. */
  const stopWorkers = async (): Promise<void> => {
    const running = new Set([...versions].filter(([, is]) => !is.endsWith('stopped')).map(([id]) => id));
    const note = (event: { versions: { versionId: string; runningStatus: string }[] }): void => {
      for (const one of event.versions) if (one.runningStatus === 'stopped') running.delete(one.versionId);
    };
    session.on('ServiceWorker.workerVersionUpdated', note);
    await session.send('ServiceWorker.stopAllWorkers');
    for (let tries = 0; running.size && tries < 300; tries++) await sleep(10);
    session.off('ServiceWorker.workerVersionUpdated', note);
  };
  site.on('kill', stopWorkers);
  site.on('clear', () =>
    session.send('Storage.clearDataForOrigin', {
      origin: site.url,
      storageTypes: 'indexeddb,cache_storage,local_storage',
    }),
  );
  const blank = async (): Promise<void> => {
    if (new URL(tab.url()).pathname !== '/blank') await tab.goto(`${site.url}/blank`);
    await tab.evaluate(async () => {
      for (let tries = 0; tries < 200 && !navigator.serviceWorker.controller; tries++) {
        if (tries === 100) location.reload();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
  };

  return {
    navigate: (path, patience) => see(tab, site.url + path, patience),
    async fetch(path) {
      await blank();
      const answer = await tab.evaluate(async (url) => {
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(6_000) });
          const { status, headers } = response;
          return { status, headers: Object.fromEntries(headers), text: await response.text() };
        } catch (error) {
          return { status: 0, headers: {} as Record<string, string>, text: '', error: String(error) };
        }
      }, path);
      let marker: Marker | undefined;
      try {
        marker = JSON.parse(answer.text) as Marker;
      } catch {
        // It is no answer of the site's.
      }
      const cacheStatus = parseCacheStatus(answer.headers['cache-status']);
      return { ...EMPTY, ...answer, marker, isHit: !!cacheStatus?.hit, detail: cacheStatus?.detail };
    },
    async loadScript(path) {
      await blank();
      const loaded = await tab.evaluate(async (src) => {
        document.querySelectorAll('script').forEach((script) => script.remove());
        Object.assign(globalThis, { loaded: '' });
        const script = Object.assign(document.createElement('script'), { src });
        const end = new Promise((resolve) => {
          script.onload = script.onerror = resolve;
          setTimeout(resolve, 6_000);
        });
        document.head.append(script);
        await end;
        return String((globalThis as { loaded?: unknown }).loaded);
      }, path);
      const isWhole = loaded === path;
      return {
        ...EMPTY,
        status: isWhole ? 200 : 0,
        text: loaded,
        ...(isWhole ? {} : { error: `"${loaded}"` }),
      };
    },
    async post(path) {
      await blank();
      return tab.evaluate(
        (url) =>
          fetch(url, { method: 'POST', signal: AbortSignal.timeout(6_000) }).then(
            ({ ok }) => ok,
            () => false,
          ),
        path,
      );
    },
    async catchUp() {
      const { result } = await control.evaluate(send, {
        ...{ isr: 1, command: 'feed', params: { catchUp: 'now' } },
      });
      return (result as { offset?: string } | undefined)?.offset;
    },
    async push(message) {
      const data = JSON.stringify(message);
      await session.send('ServiceWorker.deliverPushMessage', { origin: site.url, registrationId, data });
    },
    async command(command, params) {
      const { ok, message } = await control.evaluate(send, { isr: 1, command, params });
      if (!ok && process.env.FAULTS_VERBOSE) console.log(`"${command}" is refused: ${message}`);
      return !!ok;
    },
    async tell(faults, given) {
      for (let tries = 1; ; tries++) {
        const { told, failed } = await control.evaluate(send, { faults, given }, tries * 2_000);
        if (!failed) return told as never;
        if (tries === 3)
          throw new Error(
            `Failed to tell the worker "${faults}": ${failed}. The workers: ${[...versions.values()].join('; ')}.`,
          );
        await control.evaluate(register);
      }
    },
    logIn: (as) =>
      session
        .send('Network.setCookie', { url: site.url, name: 'visitor', value: as, httpOnly: true })
        .then(() => undefined),
    stopWorkers: () => stopWorkers(),
    ensureWorker: () => control.evaluate(register),
    async openTab() {
      const former = tab;
      tab = await chromium.newPage();
      await former.close();
    },
    async close() {
      await Promise.allSettled([control.close(), tab.close()]);
    },
  };
}
