import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { html } from '../support/html.js';
import { useSite } from '../support/site.js';

const site = useSite(`networkTimeout: '1s', routes: [{ match: '/who/*', revalidate: '1h' }]`);

const textOf = (page: Page): Promise<string> => page.$eval('main', ({ textContent }) => textContent);

const isKnown = ({ headers }: IncomingMessage): boolean => (headers.cookie ?? '').includes('session=');

/** A page that greets whoever is logged in at it. */
interface Greeting {
  /** From now on requests without cookies get no answer, so that no comparison tells whose the page is. */
  hold(): void;
  release(): void;
}

function greet(path: string, headers: Record<string, string> = {}): Greeting {
  let held: ServerResponse[] | undefined;
  const noBfcache = "<script>addEventListener('unload', () => {});</script>";
  site.origin.handle(path, (request, response) => {
    if (held && !isKnown(request)) {
      held.push(response);
      return;
    }
    response
      .writeHead(200, { 'Content-Type': 'text/html', 'Permissions-Policy': 'unload=*', ...headers })
      .end(html(isKnown(request) ? 'yours' : 'everyone’s', { head: noBfcache }));
  });
  site.origin.handle('/enter', (_request, response) => {
    response.writeHead(303, { Location: path, 'Set-Cookie': `session=1; Path=${path}; HttpOnly` }).end();
  });
  return {
    hold: () => (held = []),
    release() {
      for (const response of held ?? []) response.destroy();
      held = undefined;
    },
  };
}

const go = (page: Page, path: string) => page.goto(site.origin.url + path);

describe('back, after the visitor became another', () => {
  before(() => {
    site.origin.page('/between', { body: html('between') });
  });

  it('shows their page, not the stored one (rules 15 and 36)', async () => {
    const greeting = greet('/who/back');
    await site.store('/who/back');
    const page = await site.open('/who/back');
    assert.equal(await textOf(page), 'everyone’s');
    greeting.hold();
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: '/enter' });
        document.body.append(form);
        form.submit();
      }),
    ]);
    assert.equal(await textOf(page), 'yours');
    await go(page, '/between');
    const back = await page.goBack();
    assert.equal(await textOf(page), 'yours');
    assert.doesNotMatch(back?.headers()['cache-status'] ?? '', /stored/);
    greeting.release();
    await page.close();
  });

  it('does not take what the browser had cached for an answer that verifies the page', async () => {
    const greeting = greet('/who/cached');
    await site.store('/who/cached');
    const page = await site.open('/who/cached');
    // A write has the page asked for, so that the browser's own cache has what it was before the login.
    await page.evaluate(() => fetch('/between', { method: 'POST' }));
    await go(page, '/who/cached');
    await go(page, '/between');
    greeting.hold();
    await page.evaluate(() => fetch('/enter', { method: 'POST', redirect: 'manual' }));
    await page.goBack();
    await sleep(500);
    await go(page, '/between');
    await go(page, '/who/cached');
    assert.equal(await textOf(page), 'yours');
    greeting.release();
    await page.close();
  });

  it('shows the stored page where the origin is away (rule 15)', async () => {
    greet('/who/away');
    await site.store('/who/away');
    const page = await site.open('/who/away');
    await page.evaluate(() => fetch('/between', { method: 'POST' }));
    await site.store('/who/away');
    await go(page, '/between');
    await page.evaluate(() => fetch('/between', { method: 'POST' }));
    await site.origin.unplugged(async () => {
      await page.goBack();
      assert.equal(await textOf(page), 'everyone’s');
    });
    await page.close();
  });
});

describe('a page that the browser may cache itself', () => {
  it('is not verified by a copy from before the visitor became another (rule 36)', async () => {
    site.origin.page('/between', { body: html('between') });
    const greeting = greet('/who/short', { 'Cache-Control': 'max-age=6' });
    await site.store('/who/short');
    const page = await site.open('/who/short');
    await page.evaluate(() => fetch('/between', { method: 'POST' }));
    await go(page, '/who/short');
    await go(page, '/between');
    greeting.hold();
    // A copy of the last seconds can't be told from a new answer.
    await sleep(3_000);
    await page.evaluate(() => fetch('/enter', { method: 'POST', redirect: 'manual' }));
    await go(page, '/who/short');
    assert.equal(await textOf(page), 'everyone’s', 'the test does not do what it says');
    await go(page, '/between');
    await sleep(6_000);
    await go(page, '/who/short');
    assert.equal(await textOf(page), 'yours');
    greeting.release();
    await page.close();
  });
});
