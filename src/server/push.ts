/** Web Push: tells subscribed browsers of a change, also those that have no page of the site open. Node alone. */
import type * as WebPushPackage from 'web-push';
import { failure } from '../shared/errors.js';
import type { FeedEvent, RevalidateEvent } from '../shared/feed.js';

/** A subscription, as the browser's `subscription.toJSON()` gives it. */
export type Subscription = Pick<WebPushPackage.PushSubscription, 'endpoint' | 'keys'>;

type Subscriptions = Iterable<Subscription> | AsyncIterable<Subscription>;

/** The options of `createPush`. */
export interface PushOptions {
  /** The stored subscriptions, asked for at each event. */
  readonly subscriptions: () => Subscriptions | Promise<Subscriptions>;
  /** The keys of `npx web-push generate-vapid-keys`. `subject`: a `mailto:` or `https:` address of yours. */
  readonly vapid: { readonly subject: string; readonly publicKey: string; readonly privateKey: string };
  /** Deletes a subscription that has ended (404, 410). @default none is deleted */
  readonly onGone?: ((subscription: Subscription) => void | Promise<void>) | undefined;
  /**
   * What the worker shows, where its config has `notification`: `{ title, body, icon, url, tag }`, each optional.
   * Browsers expect a notification for each message.
   * @default the config's own
   */
  readonly notification?:
    ((event: RevalidateEvent) => Readonly<Record<string, unknown>> | undefined) | undefined;
  /** How many messages are sent at once. @default 50 */
  readonly concurrency?: number | undefined;
  /** How long the push service keeps a message for a browser that is off, in seconds. @default 86_400 */
  readonly ttl?: number | undefined;
  /** How long a push service may take, in ms. @default 10_000 */
  readonly timeout?: number | undefined;
  /** @default the global one */
  readonly fetch?: typeof fetch | undefined;
}

export interface PushResult {
  readonly sent: number;
  /** Subscriptions that have ended. */
  readonly gone: number;
  readonly failed: number;
}

type WebPush = Pick<typeof WebPushPackage, 'generateRequestDetails'>;
type Outcome = keyof PushResult;

/** Push services take 4096 bytes with the encryption. */
const MAX_PAYLOAD_BYTES = 3800;

interface Message {
  readonly type: 'revalidate';
  readonly tags: readonly string[];
  readonly paths: readonly string[];
  readonly mode: 'soft' | 'hard';
  readonly notification?: Readonly<Record<string, unknown>>;
}

const halves = <Item>(items: readonly Item[]): (readonly Item[])[] => {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
};

/** As many messages as the names need. */
function payloadsOf(message: Message): readonly string[] {
  const text = JSON.stringify(message);
  const { tags, paths } = message;
  if (new TextEncoder().encode(text).byteLength <= MAX_PAYLOAD_BYTES || tags.length + paths.length < 2)
    return [text];
  const parts =
    tags.length > 0 && paths.length > 0
      ? [
          { tags, paths: [] },
          { tags: [], paths },
        ]
      : halves(tags.length > 0 ? tags : paths).map((names) =>
          tags.length > 0 ? { tags: names, paths: [] } : { tags: [], paths: names },
        );
  return parts.flatMap((part) => payloadsOf({ ...message, ...part }));
}

async function load(): Promise<WebPush> {
  try {
    const { default: webPush } = await import('web-push');
    return webPush;
  } catch (cause) {
    throw failure(
      'unsupported',
      'send push messages',
      'the package "web-push" is missing',
      'Run npm install web-push',
      cause,
    );
  }
}

const GONE = [404, 410];

/** @throws TypeError for a subscription that is none, or if the push service cannot be reached */
async function post(
  webPush: WebPush,
  subscription: Subscription,
  payload: string,
  { vapid, ttl = 86_400, timeout = 10_000, fetch: send = fetch }: PushOptions,
): Promise<Outcome> {
  // Visitors give the endpoints. One without TLS is no push service.
  if (new URL(subscription.endpoint).protocol !== 'https:') return 'failed';
  const details = webPush.generateRequestDetails(subscription, payload, { vapidDetails: vapid, TTL: ttl });
  const headers = new Headers();
  for (const [name, value] of Object.entries(details.headers)) headers.set(name, value);
  // `fetch` counts the bytes itself.
  headers.delete('content-length');
  const signal = AbortSignal.timeout(timeout);
  const body = new Uint8Array(details.body);
  const response = await send(details.endpoint, { method: 'POST', headers, body, redirect: 'error', signal });
  await response.body?.cancel();
  return response.ok ? 'sent' : GONE.includes(response.status) ? 'gone' : 'failed';
}

/** All messages to one browser, in their order. */
async function sendAll(
  webPush: WebPush,
  subscription: Subscription,
  payloads: readonly string[],
  options: PushOptions,
): Promise<Outcome> {
  for (const payload of payloads) {
    const outcome = await post(webPush, subscription, payload, options).catch((): Outcome => 'failed');
    if (outcome === 'gone') await options.onGone?.(subscription);
    if (outcome !== 'sent') return outcome;
  }
  return 'sent';
}

/**
 * Makes the function that sends an event to all subscriptions, as `{ type: 'revalidate', tags, paths, mode }`. Deployments
 * and the switch are not sent: browsers read them from the feed. A push service that fails is not tried again, because the
 * feed reaches the browser later.
 * @returns a function that resolves with the counts, and rejects with IsrError `unsupported` without the package
 * `web-push`, or with the error of `subscriptions` or `onGone`
 * @example
 * const push = createPush({ subscriptions: () => db.subscriptions(), vapid, onGone: ({ endpoint }) => db.remove(endpoint) });
 * await push({ at: Date.now() / 1000, tags: ['news'] });
 */
export function createPush(options: PushOptions): (event: FeedEvent) => Promise<PushResult> {
  const { subscriptions, notification, concurrency = 50 } = options;
  return async (event) => {
    const counts = { sent: 0, gone: 0, failed: 0 };
    if ('deployment' in event || 'disabled' in event) return counts;
    const { tags = [], paths = [], mode = 'soft' } = event;
    const shown = notification?.(event);
    const payloads = payloadsOf({
      type: 'revalidate',
      tags,
      paths,
      mode,
      ...(shown && { notification: shown }),
    });
    const webPush = await load();
    const running = new Set<Promise<void>>();
    for await (const subscription of await subscriptions()) {
      const task = sendAll(webPush, subscription, payloads, options).then((outcome) => {
        counts[outcome] += 1;
        running.delete(task);
      });
      running.add(task);
      if (running.size >= concurrency) await Promise.race(running);
    }
    await Promise.all(running);
    return counts;
  };
}
