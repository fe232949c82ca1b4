/** The loading shell: shown at once. Its end sends the browser to the page (rules 11 and 12). */
import { allowNonce } from '../../core/http/csp.js';
import { deploymentOf } from '../../core/cache/key.js';
import type { Resource } from '../../storage/store.js';
import { RETURN_QUERY } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { findResource } from '../deployments/resources.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { HTML, withCacheStatus } from '../runtime/response.js';
import type { Target } from '../lookup/target.js';
import { inTime, sleep } from '../runtime/timers.js';
import { extensionPoint, perWorker } from '../runtime/worker-state.js';
import { visitorOf } from '../visitor/visitor.js';
import type { VisitorFetch } from '../regeneration/visitor-request.js';

/** Firefox cuts a worker's stream a little later. */
const SHELL_TIMEOUT_MS = 50_000;

const REFRESH = '<meta http-equiv="refresh" content="0">';
/**
 * Reloads the shell if the worker was stopped and the document ended early. A refresh starts at the end of the document,
 * and `REFRESH` is sooner.
 */
const FALLBACK_REFRESH = '<meta http-equiv="refresh" content="10">';
/** Shown for a download or an empty response: the browser then stays on the shell. */
const NO_PAGE = '<p role="alert">There is no page here: a file was sent, or nothing at all.</p>';

const isNoPage = ({ response }: OriginAnswer): boolean =>
  response?.status === 204 ||
  response?.status === 205 ||
  /^\s*attachment/i.test(response?.headers.get('content-disposition') ?? '');

/**
 * For URLs with a fragment: Chromium ignores a refresh there, and a reload keeps the shell's scroll position. The script
 * changes the query first, so that `location.replace` loads a new document in the same history entry.
 */
const RETURN_SCRIPT = `let l=location.href;history.replaceState(0,'','${RETURN_QUERY}');location.replace(l)`;

const ending = (nonce: string): string =>
  nonce ? `<script nonce="${nonce}">${RETURN_SCRIPT}</script><noscript>${REFRESH}</noscript>` : REFRESH;

const POLICY = 'content-security-policy';

/**
 * Used if a route's own shell could not be stored, and no route uses the built-in one. WebKit paints a page that is still
 * loading only if it has a canvas or enough text.
 */
const MINIMAL_SHELL =
  '<!doctype html><meta name=viewport content=width=device-width><title>Loading…</title><canvas></canvas><p role=status>Loading…';

/** The built-in shell. Provided if a route with `fallback: true` has no `shell`. */
export const shellTemplate = extensionPoint<() => string>();

const builtIn = (context: Context): Resource => ({
  body: shellTemplate.of(context)?.() ?? MINIMAL_SHELL,
  headers: [...HTML, [POLICY, "default-src 'none'; style-src 'unsafe-inline'"]],
});

const bytesOf = async (text: BodyInit): Promise<Uint8Array> =>
  new Uint8Array(await new Response(text).arrayBuffer());

/** How long an answer waits for the navigation that follows its shell. */
const HOLD_MS = 30_000;

/** `raises`: `visitor.raises` when the answer was held. */
type HeldAnswer = { visitorFetch: VisitorFetch; raises: number };

/** Answers that wait for the navigation that follows their loading shell, by the page's key. */
export const heldAnswers = perWorker(() => new Map<string, HeldAnswer[]>());

/** Holds the visitor's answer for the navigation that follows the shell. It is handed over once (rule 11). */
export function holdAnswer(context: Context, { key }: Target, visitorFetch: VisitorFetch): void {
  const promised = heldAnswers(context);
  const { raises } = visitorOf(context);
  promised.set(key, [...(promised.get(key) ?? []), { visitorFetch, raises }]);
  const expire = async (): Promise<void> => {
    await visitorFetch.answer;
    await sleep(HOLD_MS);
    const left = promised.get(key)?.filter((other) => other.visitorFetch !== visitorFetch) ?? [];
    if (left.length) promised.set(key, left);
    else promised.delete(key);
    await (await visitorFetch.answer).response?.body?.cancel();
  };
  expire().catch(() => undefined);
}

/** Takes the held answer for exactly this URL, unless the visitor may have become another since. */
export function claimAnswer(context: Context, { key, request }: Target): VisitorFetch | undefined {
  const promised = heldAnswers(context);
  const { raises } = visitorOf(context);
  const valid = promised.get(key)?.filter((other) => other.raises === raises) ?? [];
  const found = valid.find(({ visitorFetch }) => visitorFetch.url === request?.url.replace(/#.*/s, ''));
  const left = valid.filter((other) => other !== found);
  if (left.length) promised.set(key, left);
  else promised.delete(key);
  return found?.visitorFetch;
}

/** Answers with the shell of the target's route. The shell ends when the answer for the next navigation is there. */
export async function shellResponse(
  context: Context,
  event: FetchEvent,
  { scope, route }: Target,
  pendingAnswer: Promise<OriginAnswer>,
): Promise<Response> {
  const shell = (await findResource(context, deploymentOf(scope), route.shell)) ?? builtIn(context);
  const nonce = event.request.url.includes('#') ? crypto.randomUUID() : '';
  const headers = new Headers();
  for (const [name, value] of shell.headers)
    headers.append(name, nonce && name === POLICY ? allowNonce(value, nonce) : value);
  headers.set('cache-control', 'no-store');

  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const send = async (): Promise<void> => {
    const writer = writable.getWriter();
    try {
      await writer.write(await bytesOf(new Blob([shell.body, FALLBACK_REFRESH])));
      const answer = await inTime(pendingAnswer, SHELL_TIMEOUT_MS);
      await writer.write(await bytesOf((answer && isNoPage(answer) ? NO_PAGE : '') + ending(nonce)));
    } finally {
      await writer.close();
    }
  };
  // Writing fails if the visitor leaves before the shell ends.
  event.waitUntil(send().catch(() => undefined));
  return withCacheStatus(new Response(readable, { headers }), { fwd: 'uri-miss', detail: 'shell' });
}
