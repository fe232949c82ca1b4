/** The site of the harness. Each answer names itself twice, in its body and in its headers, so that a mixed one shows. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { buildWorker } from '../build-worker.js';
import { CONFIG } from './requests.js';
import type { NetworkFault } from './faults.js';

/** What a page says of itself. */
export interface Marker {
  id: string;
  path: string;
  deployment: string;
  /** Whose page it is; empty for everyone's. */
  visitor: string;
  version: number;
}

const DEPLOYMENTS = ['a', 'b'] as const;
const HTML = 'text/html; charset=utf-8';
/** Longer than any limit of the worker, as the harness shortens them. */
const SILENCE_MS = 2_500;
const LATE_MS = 450;

export interface HarnessSite {
  readonly url: string;
  /** The deployment that is live. */
  readonly deployment: string;
  /** The next answers for this path are of another version. */
  change(path: string): void;
  version(path: string): number;
  /** The n-th request for the path from now on fails; with a minus each does. */
  fail(path: string, how: NetworkFault, at: number): void;
  heal(): void;
  requestsFor(path: string): number;
  /** Tells the feed that the path has changed. */
  publish(path: string): void;
  /** The end of the feed. */
  readonly offset: string;
  /** Whether the worker that is served follows the feed. */
  hasFeed: boolean;
  /** What the worker asks for while a fault strikes. */
  on(what: 'kill' | 'clear', work: () => Promise<unknown>): void;
  close(): Promise<void>;
}

/** @param visitor a session of the site */
function render(marker: Marker): string {
  const words = `<main>${marker.path}, version ${marker.version}, ${'word '.repeat(300)}</main>`;
  return `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>${marker.path}</title><meta name="harness" content='${JSON.stringify(marker)}'></head><body>${words}</body></html>`;
}

const HEADERS: Record<string, Record<string, string>> = {
  stale: { age: '5000', 'cache-control': 'public' },
  expired: { age: '5000', 'cache-control': 'public' },
  origin: { 'cache-control': 'public, max-age=1000' },
  private: {},
  mine: { 'cache-control': 'private' },
  ssr: { 'cache-control': 'no-store' },
};

function fail(
  how: NetworkFault,
  response: ServerResponse,
  head: [number, Record<string, string>],
  body: string,
): void {
  const [status, headers] = head;
  const port = response.socket?.localPort;
  const half = body.slice(0, Math.ceil(body.length / 2));
  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(work, ms);
    response.on('close', () => clearTimeout(timer));
  };
  const ways: Record<NetworkFault, () => void> = {
    reset: () => response.socket?.resetAndDestroy(),
    silent: () => later(() => response.socket?.destroy(), SILENCE_MS),
    late: () => later(() => response.writeHead(status, headers).end(body), LATE_MS),
    trickle: () => {
      response.writeHead(status, headers).write(half);
      later(() => response.end(body.slice(half.length)), LATE_MS + 200);
    },
    break: () => {
      response.writeHead(status, headers).write(half, () => later(() => response.socket?.destroy(), 5));
    },
    short: () => {
      const length = String(Buffer.byteLength(body) + 100);
      response.writeHead(status, { ...headers, 'content-length': length });
      response.write(body, () => later(() => response.socket?.destroy(), 5));
    },
    empty: () => void response.writeHead(status, headers).end(),
    '500': () => void response.writeHead(500, { 'content-type': HTML }).end('<title>500</title><p>It broke.'),
    '429': () => void response.writeHead(429, { 'content-type': HTML }).end('<title>429</title><p>Too many.'),
    // Under HTTPS a portal can do no more than redirect, or fail.
    portal: () => void response.writeHead(302, { location: `http://localhost:${port}/portal` }).end(),
  };
  ways[how]();
}

/** @param variants whether workers are built that follow no feed, and that follow it */
export async function startHarnessSite(variants: readonly boolean[]): Promise<HarnessSite> {
  const [audit, seams] = await Promise.all(
    ['audit.js', 'seams.js'].map((file) => readFile(resolve('test/support/fault-harness', file), 'utf8')),
  );
  const workers = new Map<string, string>();
  for (const id of DEPLOYMENTS)
    for (const hasFeed of variants)
      workers.set(
        `${id} ${hasFeed}`,
        `self.harnessDeployment = '${id}';\n${audit}\n${seams}` +
          (await buildWorker(CONFIG(id, hasFeed), { minify: false }))['/sw.js'],
      );
  const versions = new Map<string, number>();
  const seen = new Map<string, number>();
  const work = new Map<string, () => Promise<unknown>>();
  let failing: { path: string; how: NetworkFault; at: number } | undefined;
  let deployment: (typeof DEPLOYMENTS)[number] = 'a';
  let answers = 0;
  let hasFeed = variants[0] ?? false;
  /** The events of the feed, and when the last one came. */
  const events: { at: number; paths: string[]; mode: 'hard' }[] = [];
  const offset = (): string => String(events.length).padStart(6, '0');

  /** The part of the feed after an offset. */
  const answerFeed = (request: IncomingMessage, response: ServerResponse): void => {
    const after = new URL(request.url ?? '/', 'http://harness').searchParams.get('offset');
    const headers = {
      ...{ 'content-type': 'application/json', 'cache-control': 'no-store', 'stream-next-offset': offset() },
      ...{
        'stream-up-to-date': 'true',
        'last-modified': new Date((events.at(-1)?.at ?? 0) * 1000).toUTCString(),
      },
    };
    const rest = after === 'now' ? [] : events.slice(Number(after));
    const path = rest.at(-1)?.paths[0] ?? '';
    const body = JSON.stringify(rest);
    if (!answerBadly(path, response, [200, headers], body)) response.writeHead(200, headers).end(body);
  };
  /** The n-th request for a path may be one that fails. @returns whether it does */
  const answerBadly = (
    path: string,
    response: ServerResponse,
    head: [number, Record<string, string>],
    body: string,
  ): boolean => {
    const at = seen.get(path) ?? 0;
    seen.set(path, at + 1);
    const isFailing = failing?.path === path && (failing.at < 0 || failing.at === at);
    if (isFailing && failing) fail(failing.how, response, head, body);
    return isFailing;
  };

  const answerPage = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const [, room = ''] = path.split('/');
    const visitor =
      room === 'private' || room === 'mine'
        ? (/visitor=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody')
        : '';
    const id = `answer-${(answers += 1)}`;
    const marker = { id, path, deployment, visitor, version: versions.get(path) ?? 1 };
    const isData = room === 'data';
    const isScript = room === 'assets';
    const headers: Record<string, string> = {
      ...{ 'content-type': HTML, 'cache-control': 'public', 'x-id': id, 'isr-deployment': deployment },
      ...(HEADERS[room] && { 'cache-control': '', ...HEADERS[room] }),
      ...(isData && { 'content-type': 'application/json' }),
      ...(isScript && { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }),
    };
    if (!headers['cache-control']) delete headers['cache-control'];
    if (room === 'moved') {
      response.writeHead(302, { location: path.replace('moved', 'fresh') }).end();
      return;
    }
    const status = room === 'gone' ? 404 : 200;
    const body = isScript
      ? `globalThis.loaded = '${path}';`
      : isData
        ? JSON.stringify(marker)
        : render(marker);
    if (!answerBadly(path, response, [status, headers], body)) response.writeHead(status, headers).end(body);
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://harness');
    const [, room, what = ''] = pathname.split('/');
    if (pathname === '/harness/feed') answerFeed(request, response);
    else if (room === 'harness') {
      if (what === 'deploy') deployment = deployment === 'a' ? 'b' : 'a';
      const done = () => void response.end('done');
      Promise.resolve(work.get(what)?.()).then(done, done);
    } else if (pathname === '/sw.js') {
      const headers = { 'content-type': 'text/javascript', 'cache-control': 'no-cache' };
      response.writeHead(200, headers).end(workers.get(`${deployment} ${hasFeed}`));
    } else if (pathname === '/blank') {
      response
        .writeHead(200, { 'content-type': HTML, 'cache-control': 'no-store' })
        .end('<link rel="icon" href="data:,"><title>Blank</title>');
    } else if (pathname === '/portal') {
      response.writeHead(200, { 'content-type': HTML }).end('<title>Portal</title><p>Pay for the network.');
    } else if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
    } else if (request.method === 'POST') {
      versions.set(pathname, (versions.get(pathname) ?? 1) + 1);
      response.writeHead(200, { 'content-type': 'text/plain' }).end('written');
    } else answerPage(request, response, pathname);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    get deployment() {
      return deployment;
    },
    get offset() {
      return offset();
    },
    get hasFeed() {
      return hasFeed;
    },
    set hasFeed(is) {
      hasFeed = is;
    },
    publish: (path) => void events.push({ at: Math.floor(Date.now() / 1000), paths: [path], mode: 'hard' }),
    change: (path) => void versions.set(path, (versions.get(path) ?? 1) + 1),
    version: (path) => versions.get(path) ?? 1,
    fail(path, how, at) {
      seen.delete(path);
      failing = { path, how, at };
    },
    heal: () => (failing = undefined),
    requestsFor: (path) => seen.get(path) ?? 0,
    on: (what, then) => void work.set(what, then),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
