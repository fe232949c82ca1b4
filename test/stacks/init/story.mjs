/** What a visitor does: two visits, offline, and a deployment under an open tab. */
import { messageOf, until, visit, visitFirst, visitOffline, visitUntilHits } from '../visitor.mjs';

/** Scripts and styles that did not come. @param {import('puppeteer-core').Page} page */
function watchFailures(page) {
  /** @type {string[]} */
  const failures = [];
  const isPart = (/** @type {import('puppeteer-core').HTTPRequest} */ request) =>
    ['script', 'stylesheet'].includes(request.resourceType());
  page.on('response', (response) => {
    if (isPart(response.request()) && response.status() >= 400)
      failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (isPart(request) && why !== 'net::ERR_ABORTED') failures.push(`${why} ${request.url()}`);
  });
  page.on('pageerror', (error) => failures.push(String(error)));
  return failures;
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {{ origin: string, other?: string, stop: () => Promise<void>, restart: () => Promise<void>, deploy: () => Promise<void> }} site
 * @returns {Promise<Record<string, string>>} each check with `ok`, or what was seen
 */
export async function play(browser, { origin, other, stop, restart, deploy }) {
  const page = await browser.newPage();
  const failures = watchFailures(page);
  const urls = [`${origin}/`, ...(other === undefined ? [] : [origin + other])];
  /** @type {Record<string, string>} */
  const seen = {};
  /** @param {string} name @param {() => Promise<unknown>} check */
  const check = async (name, check) => {
    try {
      await check();
      seen[name] = 'ok';
    } catch (error) {
      seen[name] = `FAIL: ${messageOf(error)}`;
    }
  };
  await check('registered', () => visitFirst(page, urls[0] ?? ''));
  await check('second visit a hit', () => visitUntilHits(page, urls));
  await check('offline', async () => {
    await stop();
    await visitOffline(page, urls);
    await restart();
  });
  await check('deployed under an open tab', async () => {
    await visit(page, urls[0] ?? '');
    failures.length = 0;
    await stop();
    await deploy();
    await restart();
    for (const url of [...urls].reverse()) await visit(page, url);
    // A page that is fresh is served as it was stored: nobody waits here for five minutes.
    await page.evaluate(async () => {
      // Astro's integration imports it from a script of its own.
      const line = document.querySelector('script[src*="sw-isr.js"]');
      const { ready } = await import(line?.getAttribute('src') ?? '/sw-isr.js');
      await (await ready).revalidatePath('/', { prefix: true });
    });
    await until('the new version', async () => (await visit(page, urls[0] ?? '')).text.includes('Version-B'));
    if (failures.length > 0) throw new Error(`missing: ${[...new Set(failures)].join(', ')}`);
  });
  await page.close();
  return seen;
}
