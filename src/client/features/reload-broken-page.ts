import { isNotice } from '../../shared/messages.js';
import { afterLoad, pause } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** Under which the URL of the page that was reloaded is noted, for this tab. */
const NOTE = 'sw-isr:reloaded';
/** Milliseconds after its load in which the scripts of a page have been asked for. */
const WELL = 10_000;

/** The names of scripts, wherever HTML has them: in attributes, import maps or inline scripts. */
const SCRIPTS = /["'=/]([\w@.~%-]+\.m?js)\b/g;

/** Whether the site has a page there now that needs a script which this document does not name: it was deployed since. */
async function isDeployed(view: Window, url: string): Promise<boolean> {
  const response = await view.fetch(url, {
    headers: { accept: 'text/html' },
    cache: 'no-cache',
  });
  // A redirect leads to another page: to log in, say.
  if (!response.ok || response.redirected) return false;
  const html = await response.text();
  const here = view.document.documentElement.outerHTML;
  return [...html.matchAll(SCRIPTS)].some(([, name = '']) => !here.includes(name));
}

/**
 * Reloads this page when the worker says that one of its scripts can't be had any more (rule 32), if the site has been
 * deployed since. A URL that was reloaded is not reloaded again before it has loaded well.
 */
export function reloadBrokenPage(page: Page, container: ServiceWorkerContainer): void {
  const view = page as unknown as Window;
  let isTold = false;
  let checking: Promise<void> | undefined;
  const isNoted = (): boolean => view.sessionStorage.getItem(NOTE) === view.location.href;
  const check = async (url: string): Promise<void> => {
    // Where nothing can be noted, this throws, and nothing is reloaded.
    if (isNoted() || !(await isDeployed(view, url))) return;
    view.sessionStorage.setItem(NOTE, view.location.href);
    view.location.reload();
  };
  const forget = async (): Promise<void> => {
    if (!isNoted()) return;
    await afterLoad(page);
    await pause(page, WELL);
    if (!isTold) view.sessionStorage.removeItem(NOTE);
  };
  container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data) || data.notice !== 'reload') return;
    isTold = true;
    checking ??= check(data.detail.url)
      .catch(() => undefined)
      .finally(() => {
        checking = undefined;
      });
  });
  forget().catch(() => undefined);
}
