/** The same in Serwist. */
import { Serwist } from 'serwist';

const serwist = new Serwist({
  skipWaiting: true,
  clientsClaim: true,
  precacheEntries: PATHS_AHEAD.map((url) => ({ url, revision: '1' })),
});
serwist.addEventListeners();
