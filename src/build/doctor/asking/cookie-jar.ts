/** The visitor's cookies of one run, for one host (RFC 6265 §5): given ones, and those that the site sets. */

interface Cookie {
  value: string;
  path: string;
  isSecure: boolean;
}

/** Browsers keep no more for a host. */
const MAX_COOKIES = 180;
const MAX_BYTES = 4096;

/** The default path of a cookie: the folder of the URL that set it (RFC 6265 §5.1.4). */
const folderOf = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf('/')) || '/';

const pathMatches = (path: string, pathname: string): boolean =>
  pathname === path || (pathname.startsWith(path) && (path.endsWith('/') || pathname[path.length] === '/'));

/** `name=value`; undefined if the name is empty. */
function pairOf(text: string): [name: string, value: string] | undefined {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(0, at)).trim();
  return name ? [name, text.slice(at + 1).trim()] : undefined;
}

function isExpired(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  // `Max-Age` has precedence over `Expires` (RFC 6265 §5.3).
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= now;
}

/** Whether a cookie with this domain is sent to the host. */
const isFor = (host: string, domain: string): boolean => {
  const bare = domain.replace(/^\./, '').toLowerCase();
  return bare === '' || host === bare || host.endsWith(`.${bare}`);
};

export interface CookieJar {
  /** Applies a `Set-Cookie` field of a response. */
  set(url: URL, field: string): void;
  /** The `Cookie` field for a request; undefined if there are no cookies. */
  header(url: URL): string | undefined;
}

/** @param given `Cookie` fields, sent to every path of the site */
export function createCookieJar(given: readonly string[], now: () => number = Date.now): CookieJar {
  const cookies = new Map<string, Cookie & { name: string }>();
  const put = (name: string, cookie: Cookie): void => {
    const key = `${name}\n${cookie.path}`;
    if (cookies.size < MAX_COOKIES || cookies.has(key)) cookies.set(key, { name, ...cookie });
  };
  for (const text of given.flatMap((field) => field.split(';'))) {
    const pair = pairOf(text);
    if (pair) put(pair[0], { value: pair[1], path: '/', isSecure: false });
  }

  return {
    set({ hostname, pathname }, field) {
      const [first = '', ...rest] = field.split(';');
      const pair = pairOf(first);
      if (!pair || first.length > MAX_BYTES) return;
      const attributes = new Map(
        rest.map((text) => {
          const [name, value] = pairOf(text) ?? [text.trim(), ''];
          return [name.toLowerCase(), value] as const;
        }),
      );
      if (!isFor(hostname, attributes.get('domain') ?? '')) return;
      const named = attributes.get('path') ?? '';
      const path = named.startsWith('/') ? named : folderOf(pathname);
      const [name, value] = pair;
      if (isExpired(attributes, now())) cookies.delete(`${name}\n${path}`);
      else put(name, { value, path, isSecure: attributes.has('secure') });
    },

    header({ protocol, hostname, pathname }) {
      const isSafe = protocol === 'https:' || isLocal(hostname);
      const sent = [...cookies.values()]
        .filter(({ path, isSecure }) => pathMatches(path, pathname) && (isSafe || !isSecure))
        // Longer paths come first (RFC 6265 §5.4).
        .sort((one, other) => other.path.length - one.path.length);
      return sent.length > 0 ? sent.map(({ name, value }) => `${name}=${value}`).join('; ') : undefined;
    },
  };
}

/** Whether browsers treat the host as this machine, and trust it without HTTPS. */
export const isLocal = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
