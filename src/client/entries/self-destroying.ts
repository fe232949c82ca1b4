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

async function updateOwn(): Promise<void> {
  const own = new URL(new URL(import.meta.url).searchParams.get('sw') ?? 'sw.js', import.meta.url).href;
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const { active, waiting, installing } = registration;
    if (![active, waiting, installing].some((worker) => worker?.scriptURL === own)) continue;
    await registration.update();
    // A worker that was stopped during its removal goes on with it. Any other worker ignores the message.
    registration.active?.postMessage('kill');
  }
}

/** A client that does nothing; never rejects. */
export const ready: Promise<IsrClient> = updateOwn().then(register, register);
