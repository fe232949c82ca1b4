import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { IsrError } from '../../shared/errors.js';
import { type Script } from '../bundle/script.js';
import { type ConfigSource, findConfig } from '../load-config/config-source.js';
import { bundleFolder } from './bundle-folder.js';
import { readContent } from './content.js';
import { findFile } from './find-file.js';
import { watchConfig } from '../load-config/watch-config.js';
import { EVENTS_PATH, openPages, type OpenPages, RELOAD_SCRIPT } from './reload.js';
import { type Answer, pageAnswer, respond } from './respond.js';
import { watchFolder } from './watch-folder.js';

export interface ServeOptions {
  /** The folder of static files to serve. */
  dir: string;
  /** `0`: any free port. @default 3000 */
  port?: number;
  /** How long every page is delayed, in milliseconds, to simulate a slow origin. @default 0 */
  delay?: number;
  /** The path of the config. @default one route, every page, fresh for 5 minutes */
  config?: string;
  /**
   * Reload the open pages when a file of the folder changes, and build the worker again when its config does.
   * @default false
   */
  watch?: boolean;
  /** Gets the error of a worker that could not be built again; the one before stays. Undefined: it was built. */
  onBuilt?: (error: unknown) => void;
  /** The folder for relative paths. @default process.cwd() */
  cwd?: string;
}

export interface StaticServer {
  /** @example 'http://localhost:3000/' */
  url: string;
  port: number;
  close(): Promise<void>;
}

interface Site {
  root: string;
  delay: number;
  /** By their paths. */
  scripts: ReadonlyMap<string, Script>;
  /** The pages that are open; undefined if nothing is watched. */
  open?: OpenPages;
}

const DEFAULT_CONFIG: ConfigSource = {
  name: 'the default config',
  from: { code: `export default { routes: [{ match: '/*', revalidate: '5m' }] };` },
};

function scriptAnswer({ contents, name }: Script): Answer {
  const type = name.endsWith('.map') ? 'application/json' : 'text/javascript; charset=utf-8';
  return { type, body: Buffer.from(contents), headers: { 'Service-Worker-Allowed': '/' } };
}

async function fileAnswer({ root, delay, open }: Site, { pathname, search }: URL): Promise<Answer> {
  const found = await findFile(root, pathname);
  if (found.kind === 'none') return pageAnswer(404, `There is no ${pathname} here`);
  if (found.kind === 'redirect') {
    const headers = { Location: found.to + search, 'Cache-Control': 'no-cache' };
    return pageAnswer(301, `It is at ${found.to}`, headers);
  }
  const { isHtml, ...content } = await readContent(found.path, open && `/${RELOAD_SCRIPT.name}`);
  if (isHtml && delay > 0) await wait(delay);
  return { ...content, modifiedAt: found.modifiedAt };
}

async function answer(site: Site, { method = 'GET', url = '/' }: IncomingMessage): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') {
    return pageAnswer(405, `${method} is not allowed here`, { Allow: 'GET, HEAD' });
  }
  if (!url.startsWith('/')) return pageAnswer(400, 'Bad request');
  const target = new URL(`http://localhost${url}`);
  const script = site.scripts.get(target.pathname);
  return script ? scriptAnswer(script) : fileAnswer(site, target);
}

const listener =
  (site: Site): RequestListener =>
  (request, response) => {
    if (site.open && request.url === EVENTS_PATH) {
      site.open.add(response);
      return;
    }
    answer(site, request)
      .catch((error: unknown) => pageAnswer(500, error instanceof Error ? error.message : String(error)))
      .then((found) => respond(request, response, found))
      // A response that cannot be sent ends its connection, not the server.
      .catch(() => response.destroy());
  };

async function openFolder(cwd: string, dir: string): Promise<string> {
  const root = await realpath(resolve(cwd, dir)).catch(() => undefined);
  if (root !== undefined && (await stat(root)).isDirectory()) return root;
  throw new IsrError('failed', `Failed to serve "${dir}": it is not a folder. Correct its path.`);
}

async function listen(site: Site, port: number): Promise<StaticServer> {
  const server = createServer(listener(site));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, 'localhost', done);
  }).catch((cause: unknown) => {
    const { code, message: text } = cause as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'it is in use' : text.replace(/\.$/, '');
    const message = `Failed to listen on "port ${port}": ${reason}. Give another port with --port, or 0 for any.`;
    throw new IsrError('failed', message, { cause });
  });
  const { port: listening } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${listening}/`, port: listening, close };
}

const byPath = (scripts: readonly Script[], open: OpenPages | undefined): Site['scripts'] =>
  new Map([...scripts, ...(open ? [RELOAD_SCRIPT] : [])].map((script) => [`/${script.name}`, script]));

/** @returns a function that ends it */
async function watchSite(
  { root, source, cwd }: { root: string; source: ConfigSource; cwd: string },
  onFile: () => void,
  onConfig: () => Promise<void>,
): Promise<() => Promise<void>> {
  const endFolder = watchFolder(root, onFile);
  if (!('path' in source.from)) return async () => endFolder();
  let isFirst = true;
  const config = await watchConfig(source, cwd, async () => {
    if (!isFirst) await onConfig();
    isFirst = false;
  });
  return async () => {
    endFolder();
    await config.close();
  };
}

/**
 * Serves a folder of static files, with a worker built for it. Every page registers the worker.
 * @throws IsrError `failed` if the folder does not exist or the port is in use, and the errors of `build` for a config.
 * @example const { url, close } = await serve({ dir: 'public', port: 0 });
 */
export async function serve(options: ServeOptions): Promise<StaticServer> {
  const { dir, port = 3000, delay = 0, config, cwd = process.cwd() } = options;
  const root = await openFolder(cwd, dir);
  const source = config === undefined ? DEFAULT_CONFIG : findConfig(cwd, config);
  const build = () => bundleFolder(root, source, resolve(cwd));
  const open = options.watch ? openPages() : undefined;
  const site: Site = { root, delay, scripts: byPath(await build(), open), open };
  const server = await listen(site, port);
  if (!open) return server;
  const rebuild = async (): Promise<void> => {
    try {
      site.scripts = byPath(await build(), open);
      options.onBuilt?.(undefined);
      open.reload();
    } catch (error) {
      options.onBuilt?.(error);
    }
  };
  const ends = await watchSite({ root, source, cwd: resolve(cwd) }, open.reload, rebuild);
  return {
    ...server,
    async close() {
      await ends();
      await server.close();
    },
  };
}
