/** A site of a situation on a host of its own, so that its cookies, its worker and its store are its own too. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleWith, page, type App } from './app.js';

export interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Site {
  /** Without a trailing slash. */
  readonly url: string;
  readonly host: string;
  /** What a path was asked, whatever the query, in order; everything but the worker's own files when none is given. */
  asked(path?: string): Asked[];
  forget(): void;
  /** What somebody else does, with another browser. */
  post(path: string): Promise<void>;
  /** Goes away: connections are refused and open ones break. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  close(): Promise<void>;
}

/** Where the worker is registered, before a situation begins. */
export const REGISTER_PATH = '/register-the-worker';

/** The worker's two files, by their paths. */
export type WorkerFiles = Record<string, string>;

const OWN_PATH = new RegExp(`^(/sw\\.js|/sw-isr\\.js|/favicon\\.ico|${REGISTER_PATH})$`);

/** Serves what every site with a worker has beside its pages. */
function withWorker(app: App, files: WorkerFiles): App {
  return (ask) => {
    if (ask.path === REGISTER_PATH) return page('Register');
    const script = files[ask.path];
    if (script !== undefined)
      return { body: script, headers: { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' } };
    return ask.path === '/favicon.ico' ? { status: 404 } : app(ask);
  };
}

export interface SiteOptions {
  host: string;
  /** Serves these, and loads the client in each page. */
  worker?: WorkerFiles;
}

/** Starts a site on a free port. */
export async function startSite(app: App, { host, worker }: SiteOptions): Promise<Site> {
  let log: Asked[] = [];
  const handle = handleWith(withWorker(app, worker ?? {}), { client: worker !== undefined });
  const server = createServer((request, response) => {
    const { method = '', url = '/', headers } = request;
    log.push({ method, url, headers });
    handle(request, response);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const unplug = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const pathOf = ({ url }: Asked) => new URL(url, 'http://origin').pathname;

  return {
    url: `http://${host}:${port}`,
    host,
    asked: (path) => log.filter((asked) => (path ? pathOf(asked) === path : !OWN_PATH.test(pathOf(asked)))),
    forget: () => {
      log = [];
    },
    // Not every resolver knows the names under `localhost`.
    post: async (path) => {
      await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST' });
    },
    unplug,
    plug: () => listen(port),
    close: async () => {
      if (server.listening) await unplug();
    },
  };
}
