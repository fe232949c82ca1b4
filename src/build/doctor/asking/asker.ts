/** Requests pages as a visitor with cookies, and anonymously without. */
import { ask, type Asked, type Answer, type Limits, openConnections } from './http.js';
import type { CookieJar } from './cookie-jar.js';
import * as requestHeaders from './request-headers.js';

export interface Asker {
  readonly origin: string;
  /** A navigation of the visitor. */
  visit(url: URL): Promise<Asked>;
  /** A request of the worker without cookies. `own`: conditional on the visitor's response. */
  fetchAnonymous(url: URL, own?: Answer): Promise<Asked>;
  /** A navigation without cookies. */
  visitAnonymous(url: URL): Promise<Asked>;
  /** The browser's request for a script: the worker's, or one of a page. */
  loadScript(url: URL, as: 'worker' | 'script'): Promise<Asked>;
  /** How many requests were sent, and how many got a response. */
  readonly counts: { readonly requests: number; readonly answers: number };
  /** Whether any request identified the visitor. */
  isKnown(): boolean;
  close(): void;
}

export interface AskerOptions {
  origin: string;
  jar: CookieJar;
  limits: Limits;
  /** Added to every request. */
  headers: ReadonlyMap<string, string>;
  /** Added to the visitor's requests. */
  visitorHeaders: ReadonlyMap<string, string>;
  worker: string;
  signal?: AbortSignal | undefined;
}

type Fields = Readonly<Record<string, string>>;

/** The condition that the worker sends: the page's `ETag` (rule 17). */
function conditionOn(own: Answer | undefined): Fields {
  const etag = own?.headers.get('etag');
  return etag ? { 'if-none-match': etag } : {};
}

export function createAsker(options: AskerOptions): Asker {
  const { origin, jar, limits, headers, visitorHeaders, worker, signal } = options;
  const connections = openConnections();
  const counts = { requests: 0, answers: 0 };
  let isKnown = false;

  const send = async (url: URL, fields: Fields): Promise<Asked> => {
    signal?.throwIfAborted();
    if (url.origin !== origin) throw new Error(`Failed to ask "${url.href}": it is not of ${origin}.`);
    counts.requests += 1;
    const asked = await ask(url, { ...fields, ...Object.fromEntries(headers) }, limits, {
      connections,
      signal,
    });
    if (asked.kind === 'answer') counts.answers += 1;
    return asked;
  };

  const asVisitor = async (url: URL, fields: Fields): Promise<Asked> => {
    const cookie = jar.header(url);
    const own = Object.fromEntries(visitorHeaders);
    isKnown ||= cookie !== undefined || visitorHeaders.size > 0;
    const asked = await send(url, { ...fields, ...(cookie !== undefined && { cookie }), ...own });
    if (asked.kind === 'answer') for (const field of asked.setCookies) jar.set(url, field);
    return asked;
  };

  const fetchAnonymous: Asker['fetchAnonymous'] = (url, own) =>
    send(url, { ...requestHeaders.workerHeaders(new URL(worker, origin).href), ...conditionOn(own) });

  return {
    origin,
    counts,
    isKnown: () => isKnown,
    fetchAnonymous,
    visit: (url) => asVisitor(url, requestHeaders.navigationHeaders()),
    visitAnonymous: (url) => send(url, requestHeaders.navigationHeaders()),
    loadScript: (url, as) =>
      asVisitor(
        url,
        as === 'worker' ? requestHeaders.workerScriptHeaders() : requestHeaders.scriptHeaders(`${origin}/`),
      ),
    close: () => {
      for (const agent of Object.values(connections)) agent.destroy();
    },
  };
}
