/** A programmable site: what it answers, what it was asked, and when it is gone. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handler } from './faults.js';
import { html } from './html.js';
import { buildWorker, type WorkerOptions } from './build-worker.js';

export interface PageOptions {
  /** @default a page that says its own path */
  body?: string;
  /** Added to `Content-Type: text/html`, and to `Cache-Control: public`, by which a page says that it is everyone's. */
  headers?: Record<string, string>;
  status?: number;
  /** Milliseconds before the answer starts. */
  delay?: number;
}

export interface SeenRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Origin {
  /** Without a trailing slash. */
  readonly url: string;
  /** Puts a page at a path, or replaces the one there. */
  page(path: string, options?: PageOptions): void;
  /** Answers a path by a function. */
  handle(path: string, handler: Handler): void;
  /**
   * Holds back what a path answers until the function that is returned is called: only so is something sure to happen
   * before, however slow this machine is.
   */
  hold(path: string): () => void;
  /** What a path was asked, whatever the query, in order; every path when none is given. */
  requests(path?: string): SeenRequest[];
  /** Forgets what was asked so far. */
  forget(): void;
  /** Goes away: connections are refused and open ones break. */
  unplug(): Promise<void>;
  /** Comes back on the same port. */
  plug(): Promise<void>;
  /** Is away while the work is done, and comes back whatever happens. */
  unplugged(work: () => Promise<void>): Promise<void>;
  /** Serves `/sw.js` and `/sw-isr.js`, built from the source of a config module. */
  serveWorker(configSource: string, headers?: Record<string, string>, options?: WorkerOptions): Promise<void>;
  close(): Promise<void>;
}

async function answerPage(response: ServerResponse, path: string, options: PageOptions): Promise<void> {
  if (options.delay) await sleep(options.delay);
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'public',
    ...options.headers,
  };
  response.writeHead(options.status ?? 200, headers).end(options.body ?? html(path));
}

/** Starts a site on a free port. It knows no page but `/blank`, where tests begin. */
export async function startOrigin(): Promise<Origin> {
  const handlers = new Map<string, Handler>();
  let seen: SeenRequest[] = [];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://origin');
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    const handler = handlers.get(pathname);
    if (handler) handler(request, response);
    else response.writeHead(404, { 'Content-Type': 'text/html' }).end(html('Not here'));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const unplug = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const handle = (path: string, handler: Handler) => {
    handlers.set(path, handler);
  };
  const page = (path: string, options: PageOptions = {}) => {
    handle(path, (_request, response) => {
      answerPage(response, path, options).catch(() => response.destroy());
    });
  };
  page('/blank');

  return {
    url: `http://127.0.0.1:${port}`,
    page,
    handle,
    hold(path) {
      const handler = handlers.get(path);
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      handle(path, (request, response) => {
        released.then(
          () => handler?.(request, response),
          () => undefined,
        );
      });
      return release;
    },
    requests: (path) =>
      seen.filter(({ url }) => path === undefined || new URL(url, 'http://origin').pathname === path),
    forget: () => {
      seen = [];
    },
    unplug,
    plug: () => listen(port),
    async unplugged(work) {
      await unplug();
      try {
        await work();
      } finally {
        await listen(port);
      }
    },
    async serveWorker(configSource, more, options) {
      for (const [path, body] of Object.entries(await buildWorker(configSource, options))) {
        const headers = { 'Content-Type': 'text/javascript', 'Service-Worker-Allowed': '/' };
        page(path, { body, headers: { ...headers, 'Cache-Control': 'no-cache', ...more } });
      }
    },
    close: async () => {
      if (server.listening) await unplug();
    },
  };
}
