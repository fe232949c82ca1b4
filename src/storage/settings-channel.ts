/**
 * Notifies the site's other workers when the settings are written. Each worker caches the settings, and two workers run
 * at once while a new one takes over: without this, the new one would go on with the user whom the old one cleared.
 */
import type { Channel } from './layers/cached-store.js';

/**
 * @param forget called when another worker has written the settings: drops the cached ones
 * @returns to be called when a write of the settings has ended, even if it failed: notifies the other workers
 */
export function shareSettings(
  forget: () => void,
  channel: Channel = new BroadcastChannel('sw-isr:settings'),
): () => void {
  channel.onmessage = forget;
  return () => channel.postMessage(undefined);
}
