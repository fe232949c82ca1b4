/** Pages that are generated ahead, in real Chromium. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { Origin } from '../support/origin.js';
import { eventsOf, NOTING_CLIENT } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const COUNT = 60;
const paths = Array.from({ length: COUNT }, (_, at) => `/page/${at}`);

function prepare(origin: Origin): void {
  origin.page('/home', { body: `<!doctype html><title>Home</title>${NOTING_CLIENT}` });
  for (const path of paths) origin.page(path, { delay: 50 });
}

const asked = (origin: Origin): string[] =>
  origin
    .requests()
    .map(({ url }) => url)
    .filter((url) => url.startsWith('/page/'));

const progress = async (page: Page): Promise<number[]> =>
  (await eventsOf(page)).filter(({ type }) => type === 'warm').map(({ detail }) => detail.done as number);

const site = useSite(
  `routes: [{ match: '/page/*', paths: ${JSON.stringify(paths)} }]`,
  prepare,
);

test('generates all pages of a list ahead, each asked for once, and tells of it', async () => {
  const { origin } = site;
  const page = await site.open('/home');
  await until('all are asked for', () => asked(origin).length >= COUNT);
  await until('it is told', async () => (await progress(page)).at(-1) === COUNT);
  console.log(await progress(page));
  assert.deepEqual(asked(origin).sort(), [...paths].sort());
  const visit = await site.visit('/page/7');
  assert.equal(visit.cacheStatus?.hit, true);
});
