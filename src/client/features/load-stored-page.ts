import { onAddressChange } from '../runtime/address.js';
import type { IsrEventTarget } from '../events.js';
import { pathOf } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** Milliseconds between the visitor's action and the failure of the request that a router made for it. */
const ACTIVATION_MS = 1000;

/** A router that reacts to a failure with a full load of its own has started it by then. */
const ROUTER_MS = 100;

/** Attributes that may name the target page: `href`, `action`, `hx-get`, `data-url` and the like. */
const NAMES_PAGE = /(href|action|-get|url)$/;

/**
 * Loads the stored page when a client router could not get its part or its data offline. The worker sends a notice of
 * it. Only for a page that the visitor just opened: an element that names it was clicked, or it came into the address
 * bar. Pages that load parts by themselves are left alone, and so is a page that is being left.
 */
export function loadStoredPages(page: Page, client: IsrEventTarget): void {
  const { document, location, performance } = page;
  let arrivedAt = -ACTIVATION_MS;
  let clickedAt = arrivedAt;
  let clicked: readonly Partial<Element & EventTarget>[] = [];
  const pathTo = (url: string): string => {
    try {
      return pathOf(new URL(url, document.baseURI));
    } catch {
      return '';
    }
  };
  const isClicked = (path: string): boolean =>
    clicked.some(({ attributes = [] }) =>
      [...attributes].some(({ name, value }) => NAMES_PAGE.test(name) && pathTo(value) === path),
    );
  const click = (event: Event): void => {
    const { ctrlKey, metaKey, shiftKey, altKey } = event as MouseEvent;
    // With these keys a click opens another tab, or saves a file.
    if (ctrlKey || metaKey || shiftKey || altKey) return;
    clickedAt = performance.now();
    clicked = event.composedPath();
  };
  const load = (url: string): void => {
    let isLeaving = false;
    page.addEventListener('beforeunload', () => (isLeaving = true), { once: true });
    page.setTimeout(() => {
      if (!isLeaving) location.assign(url);
    }, ROUTER_MS);
  };
  onAddressChange(page, () => (arrivedAt = performance.now()));
  document.addEventListener('click', click, { capture: true });
  client.addEventListener('offline', ({ detail: { url, navigate } }) => {
    const path = pathTo(url);
    const oldest = performance.now() - ACTIVATION_MS;
    const isWanted =
      (arrivedAt > oldest && path === pathOf(location)) || (clickedAt > oldest && isClicked(path));
    if (navigate && isWanted) load(url);
  });
}
