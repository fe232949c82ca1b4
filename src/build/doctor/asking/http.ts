/** Sends one request and reads its response, with limits of time and size. Redirects are not followed. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { HeaderSource } from '../../../core/http/headers.js';
import { type Body, readBody } from './body.js';

export interface Answer extends Body {
  kind: 'answer';
  status: number;
  headers: HeaderSource;
  /** The `Set-Cookie` fields, one by one. */
  setCookies: readonly string[];
}

/** The request got no response. */
export interface NoAnswer {
  kind: 'none';
  /** The reason, as a clause. */
  why: string;
}

export type Asked = Answer | NoAnswer;

export interface Limits {
  /** Milliseconds for the whole answer. */
  timeout: number;
  /** The maximum size of a body. */
  maxBytes: number;
}

export type Connections = Readonly<Record<'http:' | 'https:', http.Agent>>;

/** One kept-alive connection per protocol. */
export const openConnections = (): Connections => ({
  'http:': new http.Agent({ keepAlive: true, maxSockets: 1 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 1 }),
});

/** The limit of Chromium. */
const MAX_HEADER_BYTES = 256 * 1024;

/** Fields by name in lower case. Repeated fields are joined (RFC 9110 §5.3). */
function headersOf(raw: readonly string[]): { headers: HeaderSource; setCookies: string[] } {
  const fields = new Map<string, string>();
  const setCookies: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at]?.toLowerCase(), raw[at + 1]?.trim()];
    if (name === 'set-cookie') setCookies.push(value);
    else fields.set(name, fields.has(name) ? `${fields.get(name) ?? ''}, ${value}` : value);
  }
  return { headers: { get: (name) => fields.get(name.toLowerCase()) ?? null }, setCookies };
}

function failureOf(error: unknown, { timeout }: Limits, isOver: boolean): NoAnswer {
  if (isOver) return { kind: 'none', why: `no answer came within ${timeout} ms` };
  // If a host has several addresses, each has its own error.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return { kind: 'none', why: first instanceof Error ? first.message : String(first) };
}

type Fields = Readonly<Record<string, string>>;

/** Resolves with the head of the response, or rejects, whatever the server does. */
function begin(
  url: URL,
  headers: Fields,
  connections: Connections,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: https.RequestOptions = {
      headers,
      signal,
      agent: connections[url.protocol as keyof Connections],
      maxHeaderSize: MAX_HEADER_BYTES,
      // Browsers accept malformed fields too.
      insecureHTTPParser: true,
    };
    const request = (url.protocol === 'https:' ? https : http).request(url, options, resolve);
    let isSettled = false;
    request.once('error', (error: NodeJS.ErrnoException) => {
      isSettled = true;
      // The server closed a kept-alive connection before it saw the request: send it again.
      const isStale = request.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted;
      if (isStale) begin(url, headers, connections, signal).then(resolve, reject);
      else reject(error);
    });
    // Closed without a response and without an error, such as after an unrequested upgrade.
    request.once('close', () => {
      if (!isSettled) reject(new Error('the connection was closed without an answer'));
    });
    request.end();
  });
}

/**
 * Sends a request. A failure is returned, not thrown.
 * @throws the reason of `signal` when it is aborted.
 */
export async function ask(
  url: URL,
  headers: Fields,
  limits: Limits,
  { connections, signal }: { connections: Connections; signal?: AbortSignal | undefined },
): Promise<Asked> {
  const time = AbortSignal.timeout(limits.timeout);
  const isOver = (): boolean => time.aborted;
  const ends = signal ? AbortSignal.any([time, signal]) : time;
  try {
    const response = await begin(url, headers, connections, ends);
    const body = await readBody(response, limits.maxBytes, isOver);
    signal?.throwIfAborted();
    return { kind: 'answer', status: response.statusCode ?? 0, ...headersOf(response.rawHeaders), ...body };
  } catch (error) {
    signal?.throwIfAborted();
    return failureOf(error, limits, isOver());
  }
}
