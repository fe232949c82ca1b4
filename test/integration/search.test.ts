import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { inPage } from '../support/page-client.js';
import { until, useSite } from '../support/site.js';

const site = useSite("routes: [{ match: '/*', revalidate: '1h' }]");

/** A page that says which query it was asked with. */
function echo(path: string, noVarySearch?: string): void {
  site.origin.handle(path, ({ url = '' }, response) => {
    const headers = {
      'Content-Type': 'text/html',
      'Cache-Control': 'public',
      ...(noVarySearch !== undefined && { 'No-Vary-Search': noVarySearch }),
    };
    response.writeHead(200, headers).end(html(`asked for ${url}`));
  });
}

const askedFor = (path: string): string[] => site.origin.requests(path).map(({ url }) => url);

describe('No-Vary-Search (rule 5)', () => {
  it('makes one page of the queries that the site says make none', async () => {
    echo('/list', 'params=("session")');
    const first = await site.store('/list?session=1&page=2');
    for (const query of ['page=2', 'session=9&page=2', 'page=2&session='])
      assert.equal((await site.visit(`/list?${query}`)).body, first.body, query);
    assert.deepEqual(askedFor('/list'), []);
    // What matters makes another page, and what the site says does not matter reaches it as the visitor has it.
    assert.equal((await site.visit('/list?page=3&session=7')).body, html('asked for /list?page=3&session=7'));
  });

  it('ignores every query, or all but some', async () => {
    echo('/one', 'params');
    const one = await site.store('/one?a=1');
    assert.equal((await site.visit('/one')).body, one.body);
    assert.equal((await site.visit('/one?b=2')).body, one.body);
    echo('/but', 'params, except=("id")');
    const but = await site.store('/but?a=1&id=5');
    assert.equal((await site.visit('/but?id=5&z=1')).body, but.body);
    assert.notEqual((await site.visit('/but?id=6')).body, but.body);
  });

  it('is taken back by an answer without it', async () => {
    echo('/mistaken', 'params');
    await site.store('/mistaken?q=chairs');
    echo('/mistaken');
    await site.aside((page) => inPage(page, "await isr.revalidatePath('/mistaken', { mode: 'hard' });"));
    await site.visit('/mistaken?q=lamps');
    await until('the query counts again', async () => {
      const { body } = await site.visit('/mistaken?q=lamps');
      return body === html('asked for /mistaken?q=lamps');
    });
  });

  it('holds for its own path alone, and outlives the worker', async () => {
    echo('/alone', 'params');
    const alone = await site.store('/alone?a=1');
    await site.chromium.stopWorkers();
    assert.equal((await site.visit('/alone?a=2')).body, alone.body);
    site.origin.handle('/other', ({ url = '' }, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(`asked for ${url}`));
    });
    await site.store('/other?a=1');
    assert.equal((await site.visit('/other?a=2')).body, html('asked for /other?a=2'));
  });
});
