/** Webhooks, signed as GitHub signs them (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries). */
import { createHmac, randomUUID } from 'node:crypto';
import { ISSUE } from './issue.mjs';

/** GitHub sends none for reactions. This one has the form of its other webhooks. */
export const EVENT = 'reaction';

const TIMEOUT_MS = 5_000;

/** @param {string} secret @param {string} body @returns {string} the value of `X-Hub-Signature-256` */
export const signatureOf = (secret, body) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/**
 * @param {string} secret
 * @param {import('./issue.mjs').Change} change
 * @returns {{ method: 'POST', headers: Record<string, string>, body: string }}
 */
export function webhookOf(secret, { action, content }) {
  const body = JSON.stringify({
    action,
    reaction: { content },
    issue: { number: ISSUE.number },
    repository: { full_name: `${ISSUE.owner}/${ISSUE.name}` },
  });
  return {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'GitHub-Hookshot/demo',
      'X-GitHub-Event': EVENT,
      'X-GitHub-Delivery': randomUUID(),
      'X-Hub-Signature-256': signatureOf(secret, body),
    },
    body,
  };
}

/**
 * @param {string} url
 * @param {ReturnType<typeof webhookOf>} webhook
 * @returns {Promise<void>} rejects if it is refused
 */
export async function deliver(url, webhook) {
  const answer = await fetch(url, { ...webhook, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok)
    throw new Error(
      `Failed to deliver a webhook to "${url}": it answered ${answer.status}. ${await answer.text()}`,
    );
}
