/**
 * `/sw-isr.js` of a site that removes its worker. It registers nothing, and makes an existing worker update, and so
 * remove itself, at once. Scripts that use the client go on working, with a client that does nothing.
 */
import type { IsrClient } from '../client.js';
import type { Page } from '../runtime/page.js';
import { createRegister } from '../register.js';

const connect = createRegister({ speculate: (client) => (client.speculate = () => () => undefined) });

/** Registers nothing, and resolves to a client that does nothing. */
export const register = (): Promise<IsrClient> => connect('', {}, {} as Page);

/**
 * Deletes what a removed worker has left, because its database was blocked, or the browser denied it to workers: a
 * worker that is unregistered never tries again.
 */
async function deleteLeftovers(): Promise<void> {
  indexedDB.deleteDatabase('sw-isr');
  const own = (await caches.keys()).filter((name) => /^sw-isr\b/.test(name));
  await Promise.all(own.map((name) => caches.delete(name)));
}

async function updateOwn(): Promise<void> {
  const own = new URL(new URL(import.meta.url).searchParams.get('sw') ?? 'sw.js', import.meta.url).href;
  let isRegistered = false;
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const { active, waiting, installing } = registration;
    if (![active, waiting, installing].some((worker) => worker?.scriptURL === own)) continue;
    isRegistered = true;
    // Rejects where the worker has been removed meanwhile.
    await registration.update().catch(() => undefined);
    // A worker that was stopped during its removal goes on with it. Any other worker ignores the message.
    registration.active?.postMessage('kill');
  }
  if (!isRegistered) await deleteLeftovers();
}

/** A client that does nothing; never rejects. */
export const ready: Promise<IsrClient> = updateOwn().then(register, register);
