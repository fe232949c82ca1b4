/** Receives webhooks: checks them, and turns them into events. */
import { failure, IsrError } from '../../shared/errors.js';
import type { FeedEvent } from '../../shared/feed.js';
import type { Adapter, Change, ReceivedWebhook } from '../adapters/adapter.js';
import { native } from '../adapters/native.js';
import { isProblem, problem, type Problem, toResponse } from './problem.js';
import { readBody } from './read-body.js';
import type { SignedRequest } from './schemes.js';
import { type Secret, secretsOf } from './secrets.js';
import { toEvents } from './to-events.js';
import { verify, type Verified } from './verify.js';

/** The options of `createReceiver`. */
export interface ReceiverOptions {
  /**
   * The secret that senders sign with, or send as a bearer token: at least 16 characters. With several, each is accepted,
   * so that senders can be changed one after the other. `whsec_…` is read as Standard Webhooks has it.
   */
  readonly secret?: Secret | undefined;
  /** What reads the webhooks of a CMS. The first that knows a webhook by its headers reads it. @default none */
  readonly adapters?: readonly Adapter[] | undefined;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Largest body, in bytes. @default 1_000_000 */
  readonly maxBytes?: number | undefined;
}

/** The events of a webhook that is accepted. They are none for a webhook that changes no page, such as a saved draft. */
export interface Received {
  readonly events: readonly FeedEvent[];
  /** The ID of the delivery, unique among all senders. A repeated delivery has the same. */
  readonly id?: string;
}

/** @returns the events; or the answer, if the webhook is refused. Never rejects. */
export type Receiver = (request: Request) => Promise<Received | Response>;

const DEFAULT_MAX_BYTES = 1_000_000;

interface Sender {
  readonly adapter: Adapter;
  readonly secrets: readonly string[];
}

function sendersOf({ secret, adapters = [] }: ReceiverOptions): Sender[] {
  const shared = secretsOf(secret, 'the feed');
  const senders = [...adapters, native()].map((adapter) => ({
    adapter,
    secrets: adapter.secret ? secretsOf(adapter.secret, `the adapter "${adapter.name}"`) : shared,
  }));
  const open = adapters.find((adapter, at) => !adapter.verify && !senders[at]?.secrets.length);
  if (!shared.length && (open || adapters.length === 0))
    throw failure(
      'bad-request',
      'make the feed',
      open
        ? `nothing verifies the webhooks of "${open.name}"`
        : "it has no secret, and would accept anybody's webhooks",
      'Give it a secret, made with: openssl rand -hex 32',
    );
  return senders;
}

async function check(
  { adapter, secrets }: Sender,
  request: SignedRequest,
  now: number,
): Promise<Verified | Problem> {
  if (adapter.verify) {
    const verified = await adapter.verify(request);
    return (
      verified || problem(401, `the adapter "${adapter.name}" refuses it`, 'Check the secret of the sender')
    );
  }
  return secrets.length > 0
    ? verify(request, secrets, now)
    : problem(
        401,
        'its sender is not known',
        'Send it as one of the adapters expects, or give the feed a secret',
      );
}

function parse(text: string): { payload: unknown } | Problem {
  try {
    return { payload: JSON.parse(text) as unknown };
  } catch {
    return problem(400, 'its body is not JSON', 'Send a JSON object');
  }
}

/** A mapping is the site's own code, and may fail. */
function changesOf(adapter: Adapter, webhook: ReceivedWebhook): readonly Change[] | Problem {
  try {
    return adapter.read(webhook) ?? [];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const isPayload = error instanceof IsrError && error.code === 'bad-request';
    return isPayload
      ? problem(422, text.replace(/\.$/, ''), `Send what the adapter "${adapter.name}" expects`)
      : problem(
          500,
          `the mapping of the adapter "${adapter.name}" failed (${text})`,
          'Correct it, then send it again',
        );
  }
}

async function receive(
  request: Request,
  senders: readonly Sender[],
  { now, maxBytes }: { now: () => number; maxBytes: number },
): Promise<Received | Problem> {
  if (request.method !== 'POST') return problem(405, `its method is ${request.method}`, 'Send it by POST');
  const body = await readBody(request, maxBytes);
  if (isProblem(body)) return body;
  const { method, headers } = request;
  const signed = { method, headers, url: new URL(request.url), body: body.text };
  const sender = senders.find(({ adapter }) => adapter.matches(headers));
  if (!sender) return problem(401, 'its sender is not known', 'Configure an adapter for it');
  const time = now();
  const verified = await check(sender, signed, time);
  if (isProblem(verified)) return verified;
  const parsed = parse(body.text);
  if (isProblem(parsed)) return parsed;
  const { adapter } = sender;
  const changes = changesOf(adapter, { payload: parsed.payload, headers });
  if (isProblem(changes)) return changes;
  const events = toEvents(changes, time / 1000);
  if (isProblem(events)) return events;
  return { events, ...(verified.id && { id: `${adapter.name}:${verified.id}` }) };
}

/**
 * Makes the function that receives webhooks. It accepts Standard Webhooks, the signatures of GitHub, Shopify, Sanity,
 * Contentful and WooCommerce, and bearer tokens. It answers what it refuses with 400, 401, 405, 413, 415, 422 or 500 and
 * `{ "error": "Failed to …" }`.
 * @throws IsrError `bad-request` without a secret, or with one that is too short
 * @example
 * const receive = createReceiver({ secret: process.env.ISR_FEED_SECRET, adapters: [contentful()] });
 * const received = await receive(request);
 * if (received instanceof Response) return received;
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const senders = sendersOf(options);
  const { now = Date.now, maxBytes = DEFAULT_MAX_BYTES } = options;
  return async (request) => {
    const received = await receive(request, senders, { now, maxBytes }).catch(() =>
      problem(500, 'an adapter failed to verify it', 'Correct its "verify"'),
    );
    return isProblem(received) ? toResponse(received) : received;
  };
}
