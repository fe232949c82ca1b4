/** Copies of the browser's own cache that are no longer fresh: it gives them to a worker, and not to a navigation. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { html } from '../support/html.js';
import { useSite } from '../support/site.js';

const site = useSite(`routes: [{ match: '/*', revalidate: '1h' }]`);

/** Longer than an answer may seem to be old because clocks differ. */
const LONG = 3_500;

/** Puts a page there of which the browser may show an old copy while it asks for a new one. */
function page(path: string, words: string, lifetime: string): void {
  const headers = { 'Cache-Control': `${lifetime}, stale-while-revalidate=31536000`, ETag: `"${words}"` };
  site.origin.page(path, { body: html(words), headers });
}

const write = (): Promise<number> =>
  site.aside((tab) => tab.evaluate(() => fetch('/write', { method: 'POST' }).then(({ status }) => status)));

describe('a copy that the browser’s own cache may show while it asks for a new one (rule 37)', () => {
  it('does not show a stored page to be what it is now', async () => {
    site.origin.page('/write');
    page('/everyones', 'before', 's-maxage=1');
    await site.store('/everyones');
    await sleep(LONG);
    page('/everyones', 'after', 's-maxage=1');
    assert.equal(await write(), 200);
    assert.equal((await site.visit('/everyones')).body, html('after'), 'the visitor sees the page of before');
    await sleep(LONG);
    assert.equal((await site.store('/everyones')).body, html('after'));
  });

  it('is not what a visitor is shown of a page of their own', async () => {
    page('/own', 'before', 'private, max-age=1');
    await site.visit('/own');
    await sleep(LONG);
    page('/own', 'after', 'private, max-age=1');
    assert.equal((await site.visit('/own')).body, html('after'));
  });

  it('is shown while it is fresh, as without the worker', async () => {
    page('/fresh', 'before', 'private, max-age=600');
    await site.visit('/fresh');
    await sleep(LONG);
    page('/fresh', 'after', 'private, max-age=600');
    assert.equal((await site.visit('/fresh')).body, html('before'));
  });
});
