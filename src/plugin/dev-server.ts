/** The scripts of a dev server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Script } from '../build/bundle/script.js';
import { basePath } from './paths.js';
import type { Site } from './site.js';

export interface DevOptions {
  base: string;
  hasWorker: boolean;
  report: (message: string) => void;
}

const HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': 'no-store',
  'Service-Worker-Allowed': '/',
};

/** The scripts for a dev server: those of the site to try its worker, else those that remove it. */
export const devScripts = async (site: Site, hasWorker: boolean): Promise<Script[]> =>
  hasWorker ? (await site.bundle([], false)).scripts : site.bundleKill();

/** Answers `sw.js` and `sw-isr.js`, made anew at each request: the config may have changed. */
export function devMiddleware(site: Site, { base, hasWorker, report }: DevOptions) {
  const prefix = basePath(base) ?? '/';
  const send = async (response: ServerResponse, name: string, next: () => void): Promise<void> => {
    const script = (await devScripts(site, hasWorker)).find((one) => one.name === name);
    if (script) response.writeHead(200, HEADERS).end(script.contents);
    else next();
  };
  return ({ url = '' }: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const path = url.replace(/[?#].*/s, '');
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : path.slice(1);
    if (!/^sw(?:-isr(?:-inspector)?)?\.js$/.test(name)) {
      next();
      return;
    }
    send(response, name, next).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      report(message);
      response.writeHead(500, HEADERS).end(`/* ${message.replaceAll('*/', '* /')} */`);
    });
  };
}
