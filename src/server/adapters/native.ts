/** The body that the feed itself defines: `{ tags, paths, mode }`, `{ deployment }`, `{ disabled }`. */
import type { Adapter, Change } from './adapter.js';

export const native = (): Adapter => ({
  name: 'feed',
  matches: () => true,
  read: ({ payload }) => [payload as Change],
});
