import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import webPush from 'web-push';
import { createPush, type PushOptions, type Subscription } from '../../src/server/push.js';

const keys = webPush.generateVAPIDKeys();
const vapid = { subject: 'mailto:shop@shop.example', publicKey: keys.publicKey, privateKey: keys.privateKey };
const at = 1_790_000_000;

function subscription(path: string): Subscription {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys('base64url');
  return {
    endpoint: `https://push.example${path}`,
    keys: { p256dh, auth: randomBytes(16).toString('base64url') },
  };
}

interface Pushed {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  bytes: number;
}

/** A push service: the path names the status that it answers. `most`: how many requests were open at once. */
async function withService(
  test: (service: { fetch: typeof fetch; pushed: Pushed[]; most: () => number }) => Promise<void>,
): Promise<void> {
  const pushed: Pushed[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, (open += 1));
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const path = request.url ?? '';
      pushed.push({ path, headers: request.headers, bytes });
      if (path === '/hang') return;
      setTimeout(() => {
        open -= 1;
        response.writeHead(Number(path.split('/')[1])).end();
      }, 5);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // The service of this test has no certificate.
  const send: typeof fetch = (url, init) =>
    fetch((url as string).replace('https://push.example', `http://127.0.0.1:${port}`), init);
  try {
    await test({ fetch: send, pushed, most: () => most });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const create = (subscriptions: Subscription[], options: Partial<PushOptions>) =>
  createPush({ subscriptions: () => subscriptions, vapid, ...options });

describe('push messages', () => {
  it('are encrypted, signed, and sent to each subscription', async () => {
    await withService(async ({ fetch, pushed }) => {
      const push = create([subscription('/201/a'), subscription('/201/b')], { fetch });
      assert.deepEqual(await push({ at, tags: ['news'] }), { sent: 2, gone: 0, failed: 0 });
      assert.deepEqual(pushed.map(({ path }) => path).sort(), ['/201/a', '/201/b']);
      const [first] = pushed;
      assert.match(String(first?.headers.authorization), /^vapid t=.+, k=/);
      assert.equal(first?.headers['content-encoding'], 'aes128gcm');
      assert.equal(first.headers.ttl, '86400');
    });
  });

  it('hand subscriptions that have ended to onGone, and count failures', async () => {
    await withService(async ({ fetch }) => {
      const gone: string[] = [];
      const http = { ...subscription('/201/x'), endpoint: 'http://127.0.0.1:1/internal' };
      const noKeys = { endpoint: 'https://push.example/201/y', keys: { p256dh: 'AA', auth: 'AA' } };
      const all = ['/404/a', '/410/b', '/500/c', '/429/d', '/201/e', '/hang'].map(subscription);
      const push = create([...all, http, noKeys], {
        fetch,
        timeout: 1500,
        onGone: ({ endpoint }) => void gone.push(endpoint),
      });
      assert.deepEqual(await push({ at, paths: ['/'] }), { sent: 1, gone: 2, failed: 5 });
      assert.deepEqual(gone.sort(), ['https://push.example/404/a', 'https://push.example/410/b']);
    });
  });

  it('are sent a few at a time', async () => {
    await withService(async ({ fetch, most }) => {
      const many = Array.from({ length: 20 }, (_, index) => subscription(`/201/${index}`));
      assert.equal((await create(many, { fetch, concurrency: 3 })({ at, tags: ['a'] })).sent, 20);
      assert.ok(most() <= 3);
    });
  });

  it('are split if the names are more than a push service takes', async () => {
    await withService(async ({ fetch, pushed }) => {
      const tags = Array.from({ length: 600 }, (_, index) => `product:${index}`);
      await create([subscription('/201/a')], { fetch })({ at, tags, paths: ['/'] });
      assert.ok(pushed.length > 1);
      assert.ok(pushed.every(({ bytes }) => bytes <= 4096));
    });
  });

  it('tell of pages alone', async () => {
    await withService(async ({ fetch, pushed }) => {
      const push = create([subscription('/201/a')], { fetch });
      await push({ at, deployment: '2' });
      await push({ at, disabled: true });
      assert.equal(pushed.length, 0);
    });
  });
});
