/** Small sites that behave in one way, and what the doctor says of them. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { doctor } from '../../../src/build/doctor/doctor.js';
import type { Finding, FindingCode } from '../../../src/build/doctor/findings.js';
import type { DoctorOptions, DoctorPage, DoctorResult } from '../../../src/build/doctor/types.js';
import type { Handler } from '../../support/faults.js';
import { html } from '../../support/html.js';

/** A page, as a function of the request: its body, or body and headers. */
type Answering = (
  request: IncomingMessage,
) => string | { body: string; headers?: Record<string, string>; status?: number };

/** What a site answers, by path; `*`: for every other, in place of 404. */
export type Site = Record<string, Answering | { handle: Handler }>;

/** Whether the visitor of these tests asks, who has a session. */
export const isVisitor = ({ headers }: IncomingMessage): boolean => /session=/.test(headers.cookie ?? '');

export const VISITOR = { cookies: ['session=alice'] };

const answering =
  (answer: Answering): Handler =>
  (request, response) => {
    const given = answer(request);
    const { body, headers = {}, status = 200 } = typeof given === 'string' ? { body: given } : given;
    const all: Record<string, string> = { 'Content-Type': 'text/html; charset=utf-8', ...headers };
    const tag = Object.entries(all).find(([name]) => name.toLowerCase() === 'etag')?.[1];
    const isSame = tag !== undefined && request.headers['if-none-match'] === tag;
    response.writeHead(isSame ? 304 : status, all).end(isSame ? undefined : body);
  };

/** A running site. */
export interface Running {
  /** Without a trailing slash. */
  url: string;
  /** What it was asked, in order. */
  requests: IncomingMessage[];
}

const handlerOf = (answer: Site[string]): Handler =>
  typeof answer === 'function' ? answering(answer) : answer.handle;

const notFound: Handler = (_request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/html' }).end(html('Not here'));
};

/** Runs a test on a site, which is gone after it. */
export async function withSite<T>(site: Site, test: (running: Running) => Promise<T>): Promise<T> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const answer = site[pathname] ?? site['*'];
    (answer ? handlerOf(answer) : notFound)(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    return await test({ url: `http://127.0.0.1:${port}`, requests });
  } finally {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  }
}

/** Short enough for a test that waits for it, long enough for a busy machine that answers. */
export const TIMEOUT = 2000;

export const run = (origin: Running, options: Partial<DoctorOptions> = {}): Promise<DoctorResult> =>
  doctor({ origin: origin.url, timeout: TIMEOUT, ...options });

/** What the doctor says of a site. The paths that are asked are those of the site, unless others are named. */
export const examine = (site: Site, options: Partial<DoctorOptions> = {}): Promise<DoctorResult> =>
  withSite(site, (origin) =>
    run(origin, {
      paths: Object.keys(site).filter((path) => path.startsWith('/') && !path.endsWith('.js')),
      ...options,
    }),
  );

export function pageIn(result: DoctorResult, path = '/'): DoctorPage {
  const found = result.routes.flatMap(({ pages }) => pages).find((page) => page.path === path);
  assert.ok(found, `there is no ${path} in ${JSON.stringify(result.routes)}`);
  return found;
}

/** What is said of a site whose one page is `/`. */
export const examinePage = async (
  answer: Site[string],
  options: Partial<DoctorOptions> = VISITOR,
): Promise<DoctorPage> => pageIn(await examine({ '/': answer }, options));

export const codesOf = ({ findings }: { findings: readonly Finding[] }): FindingCode[] =>
  findings.map(({ code }) => code);

/** The finding of a kind; fails where there is none. */
export function findingIn(from: { findings: readonly Finding[] }, code: FindingCode): Finding {
  const found = from.findings.find((one) => one.code === code);
  assert.ok(found, `there is no ${code} in ${JSON.stringify(from.findings, null, 1)}`);
  return found;
}

export const hasNot = (from: { findings: readonly Finding[] }, code: FindingCode): void =>
  assert.ok(!codesOf(from).includes(code), `${code} in ${JSON.stringify(from.findings, null, 1)}`);

/** A page that is everyone's, with a validator: nothing is wrong with it. */
export const good =
  (words = 'Hello'): Answering =>
  () => ({ body: html(words), headers: { ETag: '"1"' } });

/** A different number at each call. */
export function counter(): () => number {
  let count = 0;
  return () => (count += 1);
}
