import { onAddressChange } from '../runtime/address.js';
import type { IsrEventTarget } from '../events.js';
import { pathOf } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** Milliseconds from what the visitor did to the failure of what a router asked for then. */
const ACTIVATION_MS = 1000;

/** Milliseconds in which a router that answers a failure by a full load of its own has begun that. */
const ROUTER_MS = 100;

/** Attributes that name the page to go to: `href`, `action`, `hx-get`, `data-url` and their like. */
const NAMES_PAGE = /(href|action|-get|url)$/;

/**
 * Loads a stored page whose part or data a client router could not get, offline (the worker tells which). Only where
 * the visitor wants to see it: an element that names the page was clicked, or the page came into the address bar, a
 * moment ago. A page that asks for parts by itself is left alone, and so is one that is being left.
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
    // Those open another tab, or save a file.
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
