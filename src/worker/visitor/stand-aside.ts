/**
 * Standing aside: the worker has taken a request that only the browser can answer, and sends it back (rule 37). It
 * redirects to the same URL, and lets the next request for it pass.
 */

export interface Aside {
  /** The response that sends a GET back to the browser. */
  redirect(url: string): Response;
  /** Whether the request was sent back. True once for each redirect, within 10 seconds. */
  takes(url: string): boolean;
}

/** The tab may have been closed before it followed the redirect. A later request for the URL is a new one. */
const STAND_ASIDE_MS = 10_000;

export function createAside(): Aside {
  const sentBack = new Map<string, number>();
  // Browsers include the fragment in the URL of some requests only.
  const nameOf = (url: string): string => url.replace(/#.*/s, '');
  return {
    redirect(url) {
      sentBack.set(nameOf(url), performance.now());
      // WebKit requires CORS headers on the redirect of a CORS request.
      const headers = {
        location: url,
        'access-control-allow-origin': location.origin,
        'access-control-allow-credentials': 'true',
      };
      return new Response(null, { status: 302, headers });
    },
    takes(url) {
      const at = sentBack.get(nameOf(url));
      sentBack.delete(nameOf(url));
      return at !== undefined && performance.now() - at < STAND_ASIDE_MS;
    },
  };
}
