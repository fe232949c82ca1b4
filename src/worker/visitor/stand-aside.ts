/**
 * Standing aside: a worker that has begun to answer a request, and finds that only the browser can, sends it back. The
 * answer is a redirect to the same URL, and the request that follows at once passes without the worker.
 */

export interface Aside {
  /** Sends a GET back to the browser. */
  redirect(url: string): Response;
  /** Whether the request is one that was sent back. Each is let through once, within 10 seconds. */
  takes(url: string): boolean;
}

/** Milliseconds after which a request that was sent back is taken for another one, since its tab may be gone. */
const STAND_ASIDE_MS = 10_000;

export function createAside(): Aside {
  const sent = new Map<string, number>();
  // Browsers show the fragment of some requests only.
  const nameOf = (url: string): string => url.replace(/#.*/s, '');
  return {
    redirect(url) {
      sent.set(nameOf(url), performance.now());
      // WebKit wants CORS of the redirect too, where the request is one with CORS.
      const headers = {
        location: url,
        'access-control-allow-origin': location.origin,
        'access-control-allow-credentials': 'true',
      };
      return new Response(null, { status: 302, headers });
    },
    takes(url) {
      const at = sent.get(nameOf(url));
      sent.delete(nameOf(url));
      return at !== undefined && performance.now() - at < STAND_ASIDE_MS;
    },
  };
}
