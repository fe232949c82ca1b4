import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '../support/html.js';
import { until, useSite } from '../support/site.js';

const site = useSite(`routes: [
  { match: '/always/*', revalidate: 0 },
  { match: '/never/*', revalidate: false },
  { match: '/cms/*', revalidate: 'origin' },
  { match: '/few/*', fallback: false, paths: ['/few/one'] },
  { match: '/a/*', revalidate: 60 },
]`);

describe('a page that is not stored yet', () => {
  it('comes from the origin, byte by byte, and is stored (rule 11)', async () => {
    const body = html(`Grüße, 世界 ${'and more '.repeat(5_000)}`);
    site.origin.page('/a/miss', { body });
    const visit = await site.visit('/a/miss');
    assert.equal(visit.status, 200);
    assert.equal(visit.body, body);
    assert.equal(visit.cacheStatus?.fwd, 'uri-miss');
    assert.equal(visit.cacheStatus.fwdStatus, 200);
    assert.equal(visit.cacheStatus.stored, true);
    assert.equal(visit.timing, 'miss');
    assert.equal(site.origin.requests('/a/miss').length, 1);

    const stored = await site.store('/a/miss');
    assert.equal(stored.body, body);
  });
});

describe('a fresh page', () => {
  it('asks the origin nothing, and says so (rules 6 and 34)', async () => {
    site.origin.page('/a/fresh', { body: html('first'), headers: { 'X-Shop': 'yes' } });
    await site.store('/a/fresh');
    site.origin.page('/a/fresh', { body: html('second') });
    const { status, body, cacheStatus, timing, age, response } = await site.visit('/a/fresh');
    assert.deepEqual([status, body], [200, html('first')]);
    assert.equal(cacheStatus?.hit, true);
    assert.equal(timing, 'fresh');
    assert.equal(response.headers()['x-shop'], 'yes');
    assert.ok(age !== undefined && age < 60, `Age is ${age ?? 'missing'}`);
    const { ttl = -1 } = cacheStatus;
    assert.ok(ttl > 0 && ttl <= 60 && ttl + age <= 60, `ttl=${ttl} with Age ${age}`);
    assert.deepEqual(site.origin.requests(), []);
  });

  it('asks the origin nothing when the worker was stopped', async () => {
    site.origin.page('/a/cold', { body: html('first') });
    await site.store('/a/cold');
    await site.chromium.stopWorkers();
    const { body, cacheStatus } = await site.visit('/a/cold');
    assert.equal(body, html('first'));
    assert.equal(cacheStatus?.hit, true);
    assert.deepEqual(site.origin.requests('/a/cold'), []);
  });

  it('is there after the browser has been closed and opened again', async () => {
    site.origin.page('/a/restart', { body: html('first') });
    await site.store('/a/restart');
    await site.chromium.relaunch();
    const { body, cacheStatus } = await site.visit('/a/restart');
    assert.equal(body, html('first'));
    assert.equal(cacheStatus?.hit, true);
    assert.deepEqual(site.origin.requests('/a/restart'), []);
  });

  it('is the same page under tracking parameters, which no other visitor’s page sees (rule 5)', async () => {
    site.origin.page('/a/tracked');
    await site.visit('/a/tracked?utm_source=mail&b=2&a=1');
    await until('the page is asked for as nobody', () => site.origin.requests('/a/tracked').length > 1);
    assert.deepEqual(
      site.origin.requests('/a/tracked').map(({ url }) => url),
      ['/a/tracked?utm_source=mail&b=2&a=1', '/a/tracked?a=1&b=2'],
    );
    const { cacheStatus } = await site.store('/a/tracked?gclid=7&a=1&b=2');
    assert.equal(cacheStatus?.hit, true);
    const other = await site.visit('/a/tracked?a=1&b=3');
    assert.equal(other.cacheStatus?.hit, false, 'another query is another page');
  });

  it('counts the age that it had when it arrived (rule 2)', async () => {
    site.origin.page('/a/aged', { headers: { Age: '30' } });
    const { age, cacheStatus } = await site.store('/a/aged');
    assert.ok(age !== undefined && age >= 30, `Age is ${age ?? 'missing'}`);
    assert.ok((cacheStatus?.ttl ?? 99) <= 30, `ttl is ${cacheStatus?.ttl ?? 'missing'}`);
  });
});

describe('how long a page is fresh', () => {
  it('is for ever with `revalidate: false`', async () => {
    site.origin.page('/never/a', { headers: { Age: '999999' } });
    const { cacheStatus, timing } = await site.store('/never/a');
    assert.equal(cacheStatus?.detail, undefined);
    assert.equal(timing, 'fresh');
  });

  it('is what the origin says with `revalidate: "origin"` (rule 3)', async () => {
    site.origin.page('/cms/a', { headers: { 'Cache-Control': 'max-age=500' } });
    const ttl = (await site.store('/cms/a')).cacheStatus?.ttl ?? 0;
    assert.ok(ttl > 60 && ttl <= 500, `ttl=${ttl}`);
  });

  it('is what ISR-Cache-Control says, whatever the route does (rule 3)', async () => {
    site.origin.page('/a/targeted', {
      headers: {
        'ISR-Cache-Control': 'max-age=900',
        'Cache-Control': 'max-age=5',
        'CDN-Cache-Control': 'max-age=7',
      },
    });
    const ttl = (await site.store('/a/targeted')).cacheStatus?.ttl ?? 0;
    assert.ok(ttl > 60 && ttl <= 900, `ttl=${ttl}`);
  });
});

describe('what is never stored', () => {
  for (const [what, path] of [
    ['a page of a route with `revalidate: 0`', '/always/a'],
    ['a path that `fallback: false` does not name', '/few/two'],
    ['a page that no route takes', '/elsewhere'],
  ] as const) {
    it(`is ${what}`, async () => {
      site.origin.page(path);
      site.origin.forget();
      for (const count of [1, 2]) {
        const { status, cacheStatus } = await site.visit(path);
        assert.equal(status, 200);
        assert.ok(!cacheStatus?.hit && !cacheStatus?.stored, 'it was stored');
        assert.equal(site.origin.requests(path).length, count);
      }
    });
  }

  it('is not a path that `fallback: false` names', async () => {
    site.origin.page('/few/one');
    await site.store('/few/one');
  });
});
