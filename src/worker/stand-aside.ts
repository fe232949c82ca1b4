/**
 * Standing aside: what a worker's fetch can't stand in for (a sign-in dialog, a client certificate, another policy) the
 * browser asks for itself. It is sent to the same URL once more, and that request passes without the worker.
 */

export interface Aside {
  /** The answer that sends the browser to the same URL once more. */
  redirect(url: string): Response;
  /** Whether a request is the one that was sent; once. */
  takes(url: string): boolean;
}

/** The fragment is the browser's own: a redirect may lose it. */
const withoutFragment = (url: string): string => url.replace(/#.*/s, '');

export function createAside(): Aside {
  const sent = new Set<string>();
  return {
    redirect(url) {
      sent.add(withoutFragment(url));
      return Response.redirect(url);
    },
    takes: (url) => sent.delete(withoutFragment(url)),
  };
}
