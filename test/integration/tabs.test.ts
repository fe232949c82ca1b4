import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';
import { titleOf } from '../support/watch.js';

const site = useSite(`routes: [{ match: '/p/*', revalidate: 60, fallback: true }]`);

/** Opens a path in ten tabs at once, and waits until each shows its page. */
async function inTenTabs(path: string, title: string): Promise<void> {
  const tabs = await Promise.all(Array.from({ length: 10 }, () => site.chromium.newPage()));
  const arriving = tabs.map((tab) => tab.goto(site.origin.url + path).catch(() => undefined));
  for (const [index, tab] of tabs.entries())
    await until(`tab ${index} shows the page`, async () => (await titleOf(tab)) === title, 30);
  await Promise.all(arriving);
  await Promise.all(tabs.map((tab) => tab.close()));
}

describe('ten tabs that open one page nobody has seen, on a route with a shell', () => {
  it('get an answer each, to a request of their own, and ask no more', async () => {
    site.origin.page('/p/ten', { body: html('Ten'), delay: 2_500 });
    await inTenTabs('/p/ten', 'Ten');
    // A tab that opens after the first answer gets the stored page.
    const { length } = site.origin.requests('/p/ten');
    assert.ok(length > 0 && length <= 10, `asked ${length} times`);
  });

  it('each show a page that may not be stored, and none goes in circles', async () => {
    let asked = 0;
    site.origin.handle('/p/ten-unstored', (_request, response) => {
      const answer = () =>
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' })
          .end(html('Unstored'));
      // Only the first is slow: the browser lets one request for a URL wait for the other.
      setTimeout(answer, asked++ ? 0 : 2_500);
    });
    await inTenTabs('/p/ten-unstored', 'Unstored');
    const seen = asked;
    assert.ok(seen <= 10, `asked ${seen} times`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal(asked, seen);
  });
});
