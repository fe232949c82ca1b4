/**
 * What `/sw-isr.js` is once the worker is to go: it registers nothing, and makes a worker that is still there look
 * for its own removal at once. A page that uses the client goes on working, with one that does nothing.
 */
import type { IsrClient } from './client.js';
import type { Page } from './runtime/page.js';
import { register as connect } from './register.js';

/** Registers nothing, and resolves to an inert client. */
export const register = (): Promise<IsrClient> => connect('', {}, {} as Page);

async function updateOwn(): Promise<void> {
  const own = new URL(new URL(import.meta.url).searchParams.get('sw') ?? 'sw.js', import.meta.url).href;
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    const { active, waiting, installing } = registration;
    if (![active, waiting, installing].some((worker) => worker?.scriptURL === own)) continue;
    await registration.update();
    // One that was ended in the midst of its removal goes on with it; any other takes this for nobody's.
    registration.active?.postMessage('kill');
  }
}

/** An inert client; never rejects. */
export const ready: Promise<IsrClient> = updateOwn().then(register, register);
