/** Ships a new worker to a browser that has one. */
import type { Page } from 'puppeteer-core';
import type { Origin } from './origin.js';

/**
 * Serves the worker of this config, and waits until it has taken over from the one before, which must differ from it.
 * Only the browser is asked: what the old worker is asked keeps it at work, and the new one waiting.
 */
export async function ship(origin: Origin, page: Page, config: string): Promise<void> {
  await origin.serveWorker(config, {}, { minify: false });
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const { active: before } = registration;
    const deadline = performance.now() + 30_000;
    for (;;) {
      const { installing, waiting, active } = registration;
      const comes = installing ?? waiting;
      if (!comes && active !== before && active?.state === 'activated') return;
      if (performance.now() > deadline) throw new Error('the new worker did not take over within 30 s');
      // Not once for all: a look of the browser's own that had begun before would stand in for this one.
      if (!comes && active === before) await registration.update();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}
