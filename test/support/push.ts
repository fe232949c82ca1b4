import type { Chromium } from './chromium.js';
import type { Origin } from './origin.js';

/** Delivers a push message to the site's worker, as a push service does. */
export async function pushMessage({ browser }: Chromium, { url }: Origin, data: string): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(`${url}/blank`);
    const session = await page.createCDPSession();
    const registration = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(url) && !isDeleted);
        if (own) resolve(own.registrationId);
      });
    });
    await session.send('ServiceWorker.enable');
    const registrationId = await registration;
    await session.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data });
  } finally {
    await page.close();
  }
}
