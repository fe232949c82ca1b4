/** URLs as others write them. */

/** What can't be read is no URL. (`URL.canParse` says so too, but Chrome has had it only since 120.) */
export function parseUrl(given: string, base?: string): URL | undefined {
  try {
    return new URL(given, base);
  } catch {
    return undefined;
  }
}

/** What the site knows a page by. */
export function pathAndQuery(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Whether it is this site's. With a name or a password in it, it is the browser's own: no request can be made of it. */
export const isOwn = ({ origin, username, password }: URL): boolean =>
  origin === location.origin && !username && !password;

/** The names of a host that cookies can be shared by: its last two. Ports make no other host (RFC 6265 §8.5). */
export const siteOf = ({ hostname }: URL): string =>
  /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
