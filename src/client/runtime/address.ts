import { pathOf } from './page.js';
import type { Page } from './page.js';

/**
 * Calls back when a script or the visitor brings another path or query into the address bar of this document, as client
 * routers do. A browser without the Navigation API tells of no `pushState()`: only there `history` is wrapped.
 */
export function onAddressChange(page: Page, changed: () => void): void {
  const { location, navigation, history } = page;
  let shown = pathOf(location);
  const look = (): void => {
    if (shown !== (shown = pathOf(location))) changed();
  };
  // A variable of the site, or an element, may go by that name.
  if (navigation?.currentEntry) {
    navigation.addEventListener('currententrychange', look);
    return;
  }
  page.addEventListener('popstate', look);
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = history[name];
    try {
      history[name] = function (this: History, ...given) {
        own.apply(this, given);
        look();
      };
    } catch {
      // The site has locked its history: the page is told of `popstate` alone.
    }
  }
}
