import { setTimeout as sleep } from 'node:timers/promises';
import { page } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** Milliseconds after which what goes on behind a page is done: an anonymous copy would have been requested. */
const SETTLING_MS = 2500;

/** Addresses that do something at each visit, and whose answer is the same for everyone: a shop's, a poll's. */
const acting = ['/?add-to-cart=5', '/vote/5', '/list?action=remove&item=3'].map((address): Situation => ({
  title: `${address}, which does something at each visit and tells nothing of it`,
  engines: EVERY_ENGINE,
  app: () => {
    let times = 0;
    return ({ url, path, headers: { cookie } }) => {
      if (path === '/count')
        return page(`<p>Done ${times} times</p>`, { headers: { 'Cache-Control': 'no-store' } });
      // Only what comes with the visitor's cookie is theirs.
      if (url === address && cookie) times += 1;
      return page(`<p>This was done: ${path}</p>`, {
        headers: { 'Set-Cookie': 'session=1; Path=/; HttpOnly' },
      });
    };
  },
  async play(visitor) {
    await visitor.go('/', 'This was done');
    for (const count of [1, 2, 3]) {
      await visitor.go(address, 'This was done');
      await sleep(SETTLING_MS);
      await visitor.go('/count', `Done ${count} times`);
    }
  },
}));

playSideBySide('addresses that do something at each visit', acting);
