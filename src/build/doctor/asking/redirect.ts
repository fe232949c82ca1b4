import type { Answer } from './http.js';

/** The target of a redirect; undefined if the response is not a redirect. */
export function locationOf({ status, headers }: Answer, url: URL): URL | undefined {
  const location = headers.get('location');
  if (!location || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  return URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}
