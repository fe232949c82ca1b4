/** The loading shell: shown at once, and ended by sending the browser to the real page (rules 11 and 12). */
import { allowNonce } from '../../core/http/csp.js';
import { deploymentOf } from '../../core/cache/key.js';
import type { Resource } from '../../storage/store.js';
import { RETURN_QUERY } from '../lookup/request-context.js';
import type { Context } from '../runtime/context.js';
import { findResource } from '../deployments/resources.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { HTML, withCacheStatus } from '../runtime/response.js';
import type { Target } from '../lookup/target.js';
import { sleep } from '../runtime/timers.js';
import { extensionPoint, perWorker } from '../runtime/worker-state.js';
import { visitorOf } from '../visitor/visitor.js';
import type { OwnRequest } from '../regeneration/own-request.js';

/** Milliseconds after which a shell ends whatever happens: Firefox cuts a worker's stream not much later. */
const SHELL_TIMEOUT_MS = 50_000;

const REFRESH = '<meta http-equiv="refresh" content="0">';
/** Brings a shell back whose worker was stopped: a refresh waits for the end of the document, and gives way to a sooner one. */
const RESCUE = '<meta http-equiv="refresh" content="10">';
/** For what the browser takes without leaving the shell. */
const NO_PAGE = '<p role="alert">There is no page here: a file was sent, or nothing at all.</p>';

const isNoPage = ({ response }: OriginAnswer): boolean =>
  response?.status === 204 ||
  response?.status === 205 ||
  /^\s*attachment/i.test(response?.headers.get('content-disposition') ?? '');

/**
 * A refresh does nothing in Chromium where the URL has a fragment, and a reload scrolls to where the shell was. There
 * a script goes to the page from another query, so that it is another document, in the same entry of the history.
 */
const RETURN = `let l=location.href;history.replaceState(0,'','${RETURN_QUERY}');location.replace(l)`;

const ending = (nonce: string): string =>
  nonce ? `<script nonce="${nonce}">${RETURN}</script><noscript>${REFRESH}</noscript>` : REFRESH;

const POLICY = 'content-security-policy';

/**
 * Where every route has a shell of its own, this little stands in for one that could not be stored. The canvas makes
 * WebKit paint it while its stream is open.
 */
const MINIMAL_SHELL =
  '<!doctype html><meta name=viewport content=width=device-width><title>Loading…</title><canvas></canvas><p role=status>Loading…';

/** The built-in shell, where some route with `fallback: true` names none. */
export const shellTemplate = extensionPoint<() => string>();

const builtIn = (context: Context): Resource => ({
  body: shellTemplate.of(context)?.() ?? MINIMAL_SHELL,
  headers: [...HTML, [POLICY, "default-src 'none'; style-src 'unsafe-inline'"]],
});

const bytesOf = async (text: BodyInit): Promise<Uint8Array> =>
  new Uint8Array(await new Response(text).arrayBuffer());

/** Milliseconds for which an answer is kept for the navigation that a shell ends with. */
const PROMISE_MS = 30_000;

/** Answers that wait for the navigation that their loading shell ends with, by the page's key. */
export const promisedAnswers = perWorker(() => new Map<string, { own: OwnRequest; raises: number }[]>());

/** Keeps the visitor's own answer for the navigation that the shell ends with; it is handed over once (rule 11). */
export function promiseAnswer(context: Context, { key }: Target, own: OwnRequest): void {
  const promised = promisedAnswers(context);
  const { raises } = visitorOf(context);
  promised.set(key, [...(promised.get(key) ?? []), { own, raises }]);
  const end = async (): Promise<void> => {
    await own.answer;
    await sleep(PROMISE_MS);
    const left = promised.get(key)?.filter((other) => other.own !== own) ?? [];
    if (left.length) promised.set(key, left);
    else promised.delete(key);
    await (await own.answer).response?.body?.cancel();
  };
  end().catch(() => undefined);
}

/** The answer that a shell's navigation was promised; only to the very URL that was asked for. */
export function takePromised(context: Context, { key, request }: Target): OwnRequest | undefined {
  const promised = promisedAnswers(context);
  const { raises } = visitorOf(context);
  const all = promised.get(key)?.filter((other) => other.raises === raises) ?? [];
  const found = all.find(({ own }) => own.url === request?.url.replace(/#.*/s, ''));
  const left = all.filter((other) => other !== found);
  if (left.length) promised.set(key, left);
  else promised.delete(key);
  return found?.own;
}

/** Answers with the shell of the target's route; it ends when there is an answer for the next navigation. */
export async function shellResponse(
  context: Context,
  event: FetchEvent,
  { scope, route }: Target,
  asked: Promise<OriginAnswer>,
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
      await writer.write(await bytesOf(new Blob([shell.body, RESCUE])));
      const answer = await Promise.race([asked, sleep(SHELL_TIMEOUT_MS)]);
      await writer.write(await bytesOf((answer && isNoPage(answer) ? NO_PAGE : '') + ending(nonce)));
    } finally {
      await writer.close();
    }
  };
  // The visitor may leave before the page is there; then nobody reads the rest.
  event.waitUntil(send().catch(() => undefined));
  return withCacheStatus(new Response(readable, { headers }), { fwd: 'uri-miss', detail: 'shell' });
}
