import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';
import { fetchCollapsed } from '../../../src/worker/regeneration/request-collapsing.js';
import { regenerate } from '../../../src/worker/regeneration/regenerate.js';
import { UNKNOWN } from '../../../src/storage/stored-page.js';
import { sleep } from '../../../src/worker/runtime/timers.js';
import { html, NOW, pageAt, target, textAt, world, type World, type WorldOptions } from '../fake-context.js';

/** A world whose page is stale by now. */
async function stale(next: () => Response | Promise<Response>, options?: WorldOptions): Promise<World> {
  const of = world((_, count) => (count ? next() : html('old')), options);
  fetchCollapsed(of.context, of.event, await target(of), UNKNOWN);
  await of.settled();
  of.clock.now += 70_000;
  return of;
}

async function start(of: World, times = 1): Promise<void> {
  const [to, entry] = [await target(of), await pageAt(of)];
  for (let count = 0; entry && count < times; count++) regenerate(of.context, of.event, to, entry);
}

describe('rule 7: regenerating behind the visitor', () => {
  it('rule 7: asks once, however many visitors see the stale page', async () => {
    const of = await stale(() => html('new'));
    await start(of, 10);
    await of.settled();
    expect(of.asked).to.have.length(2);
    expect(await textAt(of)).to.equal('new');
    expect(of.noted).to.deep.equal(['/* regenerations']);
  });

  it('rule 7: lets the page that was served load first', async () => {
    const of = await stale(() => html('new'));
    await start(of);
    await sleep(30);
    expect(of.asked).to.have.length(1);
    await of.settled();
    expect(of.asked).to.have.length(2);
  });

  it('rule 7: asks nothing where another worker is at it', async () => {
    const of = await stale(() => html('new'));
    const { key } = await target(of);
    await navigator.locks.request(`isr:${key}`, async () => {
      await start(of);
      await of.settled();
    });
    expect(of.asked).to.have.length(1);
    await start(of);
    await of.settled();
    expect(of.asked).to.have.length(2);
  });

  it('rule 7: asks nothing where the page was regenerated, or deleted, since it was read', async () => {
    const of = await stale(() => html('new'));
    const read = await pageAt(of);
    if (!read) throw new Error('nothing is stored');
    const to = await target(of);
    await of.store.put({ ...read, requestedAt: NOW + 60_000 }, new ArrayBuffer(3));
    regenerate(of.context, of.event, to, read);
    await of.settled();
    await of.store.delete(read.key);
    regenerate(of.context, of.event, to, read);
    await of.settled();
    expect(of.asked).to.have.length(1);
  });

  it('rule 9: a failure is counted and noted, and the page stays', async () => {
    const of = await stale(() => html('broken', {}, 500));
    await start(of);
    await of.settled();
    expect(of.noted).to.deep.equal(['/* failures']);
    expect(await textAt(of)).to.equal('old');
    expect(await pageAt(of)).to.include({ failures: 1, retryAt: NOW + 100_000 });
  });

  it('rule 33: trouble with the store is reported, and the next one is not held up', async () => {
    const store = memoryStore();
    let broken = false;
    const get: Store['get'] = (key) =>
      broken ? Promise.reject(new DOMException('no', 'UnknownError')) : store.get(key);
    const of = await stale(() => html('new'), { store: { ...store, get } });
    await start(of);
    broken = true;
    await of.settled();
    expect(of.reports).to.have.length(1);
    broken = false;
    await start(of);
    await of.settled();
    expect(await textAt(of)).to.equal('new');
  });
});
