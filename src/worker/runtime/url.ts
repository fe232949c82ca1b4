/** URLs from the config, from pages and from headers. */

/** Undefined if the text is not a URL. (Chrome has `URL.canParse` only since version 120.) */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

export function pathAndQuery(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Whether the URL is of this origin. A URL with a user name or password is not: `new Request` throws for it. */
export const isOwn = ({ origin, username, password }: URL): boolean =>
  origin === location.origin && !username && !password;

/** The site of a host: its last two labels, which share cookies. Cookies ignore the port (RFC 6265 §8.5). */
export const siteOf = ({ hostname }: URL): string =>
  /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
