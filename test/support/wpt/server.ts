/** Serves the tests of a web-platform-tests checkout, and the worker. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { createHandlers } from './handlers.js';

/** The sites that some tests need: the one they are on, and another. */
const HOST_INFO = `const get_host_info = () => ({
  HTTP_ORIGIN: location.origin.replace('127.0.0.1', 'localhost'),
  HTTP_NOTSAMESITE_ORIGIN: location.origin.replace('localhost', '127.0.0.1'),
});`;

/** Leaves the results in a global: each browser vendor brings a script of this name. */
const REPORT = `setup({ explicit_timeout: true, output: false });
add_completion_callback((tests, { status, message }) => {
  globalThis.finished = {
    trouble: status ? String(message) : '',
    tests: tests.map(({ name, status, message }) => ({ name, wrong: status ? String(message) : '' })),
  };
});`;

/** The page of a test that is only a script. */
function pageOf(script: string, source: string): string {
  const named = [...source.matchAll(/^\/\/ META: script=(.+)$/gm)].map(([, path = '']) => path.trim());
  const scripts = ['/resources/testharness.js', '/resources/testharnessreport.js', ...named, script];
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${scripts.map((src) => `<script src="${src}"></script>`).join('')}`;
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };

const send = (response: ServerResponse, path: string, text: string): void => {
  response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' }).end(text);
};

export interface TestServer {
  /** Without a trailing slash. */
  readonly url: string;
  close(): void;
}

/**
 * @param checkout the folder of web-platform-tests
 * @param scripts of the worker, by path
 */
export async function startTestServer(
  checkout: string,
  scripts: Readonly<Record<string, string>>,
): Promise<TestServer> {
  const handlers = createHandlers();
  const own: Readonly<Record<string, string>> = {
    ...scripts,
    '/blank.html': '<!doctype html><link rel="icon" href="data:,"><title>Blank</title>',
    '/resources/testharnessreport.js': REPORT,
    '/common/get-host-info.sub.js': HOST_INFO,
  };

  async function textAt(path: string): Promise<string> {
    const mine = own[path];
    if (mine !== undefined) return mine;
    if (!path.endsWith('.any.html')) return readFile(join(checkout, path), 'utf8');
    const script = path.replace(/html$/, 'js');
    return pageOf(script, await readFile(join(checkout, script), 'utf8'));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    const handler = handlers.get(url.pathname);
    if (handler) handler(request, response, url);
    else
      textAt(url.pathname).then(
        (text) => send(response, url.pathname, text),
        () => response.writeHead(404).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
