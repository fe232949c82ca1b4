/** Waits until a page has loaded: background requests must not slow it down (rule 25). */
import type { Context } from '../runtime/context.js';
import { inTime } from '../runtime/timers.js';
import { visitorOf } from './visitor.js';

/** A page without `sw-isr.js` never says that it has loaded. */
const LOAD_TIMEOUT_MS = 2000;

/** Resolves once the client says that its page has loaded, or after 2 s. */
export async function pageLoaded(context: Context, client: string): Promise<void> {
  const { loads } = visitorOf(context);
  const loaded = new Promise<void>((resolve) => {
    loads.set(client, resolve);
  });
  await inTime(loaded, LOAD_TIMEOUT_MS);
  loads.delete(client);
}
