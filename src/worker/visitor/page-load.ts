/** When a page has loaded: what nobody waits for is not asked for before (rule 25). */
import type { Context } from '../runtime/context.js';
import { sleep } from '../runtime/timers.js';
import { visitorOf } from './visitor.js';

/** Milliseconds after which a page that has not said so counts as loaded. */
const LOAD_TIMEOUT_MS = 2000;

/** Resolves once the client says that its page has loaded, or after 2 s. */
export async function pageLoaded(context: Context, client: string): Promise<void> {
  const { loads } = visitorOf(context);
  const said = new Promise<void>((resolve) => {
    loads.set(client, resolve);
  });
  await Promise.race([said, sleep(LOAD_TIMEOUT_MS)]);
  loads.delete(client);
}
