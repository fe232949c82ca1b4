/**
 * The answers that the tests in `fetch/http-cache` of web-platform-tests need from a server, by the README there. That
 * suite has its own server, which is written in Python.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A header of an answer. A number is a date, in seconds from now. */
type Header = readonly [name: string, value: string | number, ...rest: unknown[]];

/** One request of a test, and its answer. A test sends all of its requests along, in the header `Test-Requests`. */
interface Described {
  readonly response_status?: readonly [code: number, phrase: string];
  readonly response_headers?: readonly Header[];
  readonly response_body?: string | null;
  readonly expected_type?: string;
}

/** A request that came, as the tests read it. */
interface Seen {
  readonly request_method: string;
  readonly request_headers: Readonly<Record<string, string>>;
  /** The validators of its answer. */
  readonly validators: ReadonlyMap<string, string>;
}

export type Answering = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

const DATES = new Set(['date', 'expires', 'last-modified']);
const URLS = new Set(['location', 'content-location']);
const PLAIN = { 'Content-Type': 'text/plain' };

function valueOf(name: string, value: string | number, url: URL, now: number): string {
  if (URLS.has(name)) return value === '' ? url.href : `${url.href}&target=${value}`;
  return DATES.has(name) && typeof value === 'number'
    ? new Date(now + value * 1_000).toUTCString()
    : String(value);
}

/** The headers to send. The last of a name counts. */
const headersFor = ({ response_headers: given = [] }: Described, url: URL, now: number) =>
  new Map(
    given.map(([name, value]): [string, string] => [
      name.toLowerCase(),
      valueOf(name.toLowerCase(), value, url, now),
    ]),
  );

const CONDITIONS = [
  ['if-modified-since', 'last-modified'],
  ['if-none-match', 'etag'],
] as const;

/** Whether the request names a validator of the first answer. */
const isConfirmed = ({ headers }: IncomingMessage, first: Seen | undefined): boolean =>
  CONDITIONS.some(([condition, validator]) => {
    const sent = first?.validators.get(validator);
    return sent !== undefined && headers[condition] === sent;
  });

/** A status that no test takes for an answer: the test expects a condition, and the request has none. */
const NO_CONDITION = [999, '304 Not Generated'] as const;

function statusOf(
  { expected_type: type = '', response_status: status = [200, 'OK'] }: Described,
  request: IncomingMessage,
  first: Seen | undefined,
): readonly [number, string] {
  if (!type.endsWith('validated')) return status;
  return isConfirmed(request, first) ? [304, 'Not Modified'] : NO_CONDITION;
}

const textual = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Answers the requests of the tests one after the other, and tells what came. */
function answerTests(): Answering {
  const stash = new Map<string, Seen[]>();

  function answerTest(id: string, request: IncomingMessage, response: ServerResponse, url: URL): void {
    const sent = Buffer.from(String(request.headers['test-requests'] ?? ''), 'base64').toString('latin1');
    const seen = stash.get(id) ?? [];
    const described = (JSON.parse(sent || '[]') as (Described | undefined)[])[seen.length];
    if (!described) {
      response.writeHead(404, PLAIN).end('The header Test-Requests describes no such request.');
      return;
    }
    const headers = headersFor(described, url, Date.now());
    seen.push({
      request_method: request.method ?? '',
      request_headers: textual(request),
      validators: headers,
    });
    stash.set(id, seen);
    const [code, phrase] = statusOf(described, request, seen[0]);
    const all = new Map([['access-control-allow-origin', '*'], ['content-type', 'text/plain'], ...headers]);
    all.set('server-request-count', String(seen.length));
    const { response_body: given = id } = described;
    const body = code === 204 || code === 304 ? '' : (given ?? '');
    // Node would send the body in chunks.
    if (body) all.set('content-length', String(Buffer.byteLength(body)));
    response.writeHead(code, phrase, Object.fromEntries(all)).end(body);
  }

  return (request, response, url) => {
    const id = url.searchParams.get('uuid');
    if (request.method === 'OPTIONS') {
      const asked = request.headers['access-control-request-headers'] ?? '*';
      const allowed = {
        'Access-Control-Allow-Origin': request.headers.origin ?? '*',
        'Access-Control-Allow-Headers': asked,
      };
      response.writeHead(200, allowed).end();
    } else if (id !== null && url.searchParams.get('dispatch') === 'state') {
      const seen = stash.get(id) ?? null;
      stash.delete(id);
      response.writeHead(200, PLAIN).end(JSON.stringify(seen));
    } else if (id !== null && url.searchParams.get('dispatch') === 'test') {
      answerTest(id, request, response, url);
    } else response.writeHead(404, PLAIN).end();
  };
}

/** A text that is new in each answer, for which `Cache-Control` and `Pragma` say different things. */
const changing =
  (control: string): Answering =>
  (_request, response) => {
    const headers = { 'Content-Type': 'text/html', 'Cache-Control': control, Pragma: 'no-cache' };
    response.writeHead(200, headers).end(crypto.randomUUID());
  };

const echoHeaders: Answering = (request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(textual(request)));
};

const FOLDER = '/fetch/http-cache/resources';

/** The answers, by path. */
export const createHandlers = (): ReadonlyMap<string, Answering> =>
  new Map([
    [`${FOLDER}/http-cache.py`, answerTests()],
    [`${FOLDER}/cached_pragma_rand.py`, changing('max-age=2592000, public')],
    [`${FOLDER}/cached_pragma_immutable_rand.py`, changing('max-age=2592000, immutable')],
    ['/common/echo_headers.py', echoHeaders],
  ]);
