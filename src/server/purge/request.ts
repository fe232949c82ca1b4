/** One request to the API of a CDN: with a timeout, tried again after failures that may pass. */
import type { IsrError } from '../../shared/errors.js';
import { failure } from '../../shared/errors.js';

/** The options that all CDNs share. */
export interface PurgeOptions {
  /** How often a request is tried again. @default 4 */
  readonly retries?: number | undefined;
  /** How long one try may take, in ms. @default 5000 */
  readonly timeout?: number | undefined;
  /** How long all tries may take, in ms. Browsers hear of the change after that. @default 20_000 */
  readonly deadline?: number | undefined;
  /** The API's origin, for tests and proxies. @default the CDN's */
  readonly api?: string | undefined;
  /** @default the global one */
  readonly fetch?: typeof fetch | undefined;
}

export interface PurgeRequest {
  /** Of the CDN. */
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What is wrong with an answer whose status is right. */
  readonly faultOf?: (answer: unknown) => string | undefined;
  /** What the token needs. */
  readonly tokenRemedy: string;
}

const FIRST_DELAY_MS = 250;

type Outcome =
  | { readonly kind: 'done' }
  /** `delay` in ms, as the CDN asks. */
  | { readonly kind: 'again'; readonly fault: string; readonly delay?: number; readonly cause?: unknown }
  | { readonly kind: 'refused'; readonly fault: string; readonly remedy: string };

/** `Retry-After`, in ms: a number of seconds, or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const given = headers.get('retry-after');
  if (given === null) return undefined;
  const delay = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}

async function outcomeOf(response: Response, request: PurgeRequest): Promise<Outcome> {
  const { status } = response;
  if (status === 429 || status >= 500) {
    const delay = retryAfter(response);
    await response.body?.cancel();
    return { kind: 'again', fault: `it answered ${status}`, ...(delay !== undefined && { delay }) };
  }
  if (status === 401 || status === 403) {
    await response.body?.cancel();
    return { kind: 'refused', fault: `it refuses the token (${status})`, remedy: request.tokenRemedy };
  }
  const text = await response.text();
  if (!response.ok)
    return {
      kind: 'refused',
      fault: `it answered ${status} ${text.slice(0, 300)}`.trim(),
      remedy: 'Check the IDs in its options',
    };
  const fault = request.faultOf?.(parse(text));
  return fault ? { kind: 'refused', fault, remedy: 'Check its options' } : { kind: 'done' };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function attempt(request: PurgeRequest, send: typeof fetch, timeout: number): Promise<Outcome> {
  try {
    const response = await send(request.url, {
      method: 'POST',
      headers: { ...request.headers, 'content-type': 'application/json' },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    return await outcomeOf(response, request);
  } catch (cause) {
    const isLate = cause instanceof Error && cause.name === 'TimeoutError';
    return {
      kind: 'again',
      fault: isLate ? `it did not answer in ${timeout} ms` : 'it could not be reached',
      cause,
    };
  }
}

/** Doubles with each try. Half of it is random, so that several feeds do not try at the same moment. */
const backoff = (tries: number): number => FIRST_DELAY_MS * 2 ** tries * (0.5 + Math.random() / 2);

/** @throws IsrError `failed` if the CDN refuses the request, or has failed at every try. The error does not name the token. */
export async function sendPurge(request: PurgeRequest, options: PurgeOptions): Promise<void> {
  const { retries = 4, timeout = 5000, deadline = 20_000, fetch: send = fetch } = options;
  const until = Date.now() + deadline;
  const fail = (fault: string, remedy: string, cause?: unknown): IsrError =>
    failure('failed', `purge ${request.name}`, fault, remedy, cause);
  for (let tries = 0; ; tries += 1) {
    const left = Math.max(1, until - Date.now());
    const outcome = await attempt(request, send, Math.min(timeout, left));
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'refused') throw fail(outcome.fault, outcome.remedy);
    const delay = outcome.delay ?? backoff(tries);
    if (tries >= retries || Date.now() + delay >= until)
      throw fail(
        `${outcome.fault}, at ${tries + 1} ${tries ? 'tries' : 'try'}`,
        'Its copies stay until they expire',
        outcome.cause,
      );
    await new Promise((resume) => setTimeout(resume, delay));
  }
}
