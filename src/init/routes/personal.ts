/** Finds the personal areas of a site by the names of its paths. */

const NAMES = new Set(
  `account accounts my-account myaccount my me profile admin administrator dashboard settings preferences cart basket
   bag checkout payment payments login logout log-in log-out signin sign-in signout sign-out signup sign-up register
   registration auth oauth session sessions order orders billing invoices subscription subscriptions wishlist inbox
   messages notifications onboarding portal password reset-password forgot-password verify-email wp-admin wp-login.php
   preview drafts panel backoffice konto warenkorb kasse anmelden abmelden panier compte`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * The part of a path up to the personal area. Parameters may come first, as in `/:locale/account`. A name further down,
 * as in `/docs/settings`, is no area.
 */
function areaOf(path: string): string | undefined {
  const segments = path.replace('{/*}?', '').split('/').slice(1);
  const at = segments.findIndex((segment) => !segment.startsWith(':'));
  const name = segments[at]?.replace(/\.(?:html?|php)$/, '').toLowerCase();
  if (name === undefined || !(NAMES.has(name) || NAMES.has(segments[at] ?? ''))) return undefined;
  return `/${segments.slice(0, at + 1).join('/')}`;
}

/** The areas, each once. */
export const personalAreas = (paths: readonly (string | undefined)[]): string[] =>
  [...new Set(paths.flatMap((path) => (path === undefined ? [] : (areaOf(path) ?? []))))].sort();

/** Paths that are written out in code: `<Route path="/account">`, `{ path: 'account' }`, `get '/account'`. */
export function pathsInCode(code: string): string[] {
  const found = code.matchAll(/\b(?:path|to)\s*[=:]\s*\{?\s*(['"`])\/?([\w:./*-]+)\1/g);
  return [...found].map(([, , path = '']) => `/${path.replace(/\/?\*$/, '')}`);
}
