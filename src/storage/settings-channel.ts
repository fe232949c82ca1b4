/**
 * Tells the other workers of the site that the settings were written. Each worker remembers them, and two run at once
 * while a new one takes over: without a word the new one would go on with the user whom the old one forgot.
 */
import type { Channel } from './layers/cached-store.js';

/**
 * @param forget is called when another worker has written the settings: what is remembered of them is to be read anew
 * @returns tells the others; to be called when a write of the settings has ended, however it ended
 */
export function shareSettings(
  forget: () => void,
  channel: Channel = new BroadcastChannel('sw-isr:settings'),
): () => void {
  channel.onmessage = forget;
  return () => channel.postMessage(undefined);
}
