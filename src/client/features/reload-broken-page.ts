import { isNotice } from '../../shared/messages.js';
import { afterLoad, pause } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** The `sessionStorage` key of the URL that was reloaded in this tab. */
const RELOADED_URL = 'sw-isr:reloaded';
/** A page has requested its scripts this long after its load. */
const SETTLED_MS = 10_000;

/** The names of scripts anywhere in HTML: in attributes, import maps or inline scripts. */
const SCRIPTS = /["'=/]([\w@.~%-]+\.m?js)\b/g;

/** Whether the site was deployed since: its page at this URL now needs a script that this document does not name. */
async function isDeployed(view: Window, url: string): Promise<boolean> {
  const response = await view.fetch(url, {
    headers: { accept: 'text/html' },
    cache: 'no-cache',
  });
  // A redirect leads to another page, such as a login.
  if (!response.ok || response.redirected) return false;
  const html = await response.text();
  const here = view.document.documentElement.outerHTML;
  return [...html.matchAll(SCRIPTS)].some(([, name = '']) => !here.includes(name));
}

/**
 * Reloads this page when the worker reports that one of its scripts is missing (rule 32), if the site has been deployed
 * since. The same URL is reloaded again only after it has loaded without such a report.
 */
export function reloadBrokenPage(page: Page, container: ServiceWorkerContainer): void {
  const view = page as unknown as Window;
  let isBroken = false;
  let checking: Promise<void> | undefined;
  const isReloaded = (): boolean => view.sessionStorage.getItem(RELOADED_URL) === view.location.href;
  const check = async (url: string): Promise<void> => {
    // This throws if storage is denied, and then nothing is reloaded.
    if (isReloaded() || !(await isDeployed(view, url))) return;
    view.sessionStorage.setItem(RELOADED_URL, view.location.href);
    view.location.reload();
  };
  const forget = async (): Promise<void> => {
    if (!isReloaded()) return;
    await afterLoad(page);
    await pause(page, SETTLED_MS);
    if (!isBroken) view.sessionStorage.removeItem(RELOADED_URL);
  };
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data) || data.notice !== 'reload') return;
    isBroken = true;
    checking ??= check(data.detail.url)
      .catch(() => undefined)
      .finally(() => {
        checking = undefined;
      });
  });
  forget().catch(() => undefined);
}
