import { pathOf } from './page.js';
import type { Page } from './page.js';

/**
 * Calls back when the path or query in the address bar changes without a load, as with client routers. Browsers without
 * the Navigation API have no event for `pushState()`: only there, the methods of `history` are wrapped.
 */
export function onAddressChange(page: Page, changed: () => void): void {
  const { location, navigation, history } = page;
  let shown = pathOf(location);
  const check = (): void => {
    if (shown !== (shown = pathOf(location))) changed();
  };
  // The site may have a variable or an element named `navigation`.
  if (navigation?.currentEntry) {
    navigation.addEventListener('currententrychange', check);
    return;
  }
  page.addEventListener('popstate', check);
  for (const name of ['pushState', 'replaceState'] as const) {
    const own = history[name];
    try {
      history[name] = function (this: History, ...given) {
        own.apply(this, given);
        check();
      };
    } catch {
      // The site has locked its history: only `popstate` is noticed.
    }
  }
}
