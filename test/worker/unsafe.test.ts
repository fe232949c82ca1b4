/** What was written, as the pages that are asked for afterwards see it (rule 29). */
import { expect } from 'chai';
import { memoryStore } from '../../src/storage/memory-store.js';
import type { Store } from '../../src/storage/store.js';
import { lookUp } from '../../src/worker/target.js';
import { followWrite } from '../../src/worker/unsafe.js';
import { launch } from '../../src/worker/flights.js';
import { html, target, urlOf, world, type World, type WorldOptions } from './fake-context.js';

async function stored(options?: WorldOptions): Promise<World> {
  const of = world(() => html('page'), options);
  const to = await target(of);
  launch(of.context, of.event, to, await lookUp(of.context, to));
  await of.settled();
  return of;
}

const stateOf = async (of: World): Promise<string | undefined> => {
  const found = await lookUp(of.context, await target(of));
  return found.body ? found.invalidated : 'none';
};

describe('rule 29: a page that wrote, and cannot see where the answer leads', () => {
  const asked = (
    clientId: string,
    resultingClientId = '',
  ): { clientId: string; resultingClientId: string } => ({
    clientId,
    resultingClientId,
  });

  it('rule 29: is shown the page anew that it navigates to next, or fetches, and no other tab is', async () => {
    const of = await stored();
    of.context.writes.set('writer', urlOf('/elsewhere'));
    await followWrite(of.context, asked('another', 'next'), urlOf('/page'));
    expect(await stateOf(of)).to.equal(undefined);
    await followWrite(of.context, asked('writer'), urlOf('/page'));
    expect(await stateOf(of)).to.equal('hard');
    expect(of.context.writes.size).to.equal(0);
  });

  it('rule 29: is followed through all redirects of a form’s answer', async () => {
    const of = await stored();
    of.context.writes.set('form', urlOf('/elsewhere'));
    await followWrite(of.context, asked('', 'form'), urlOf('/hop'));
    await followWrite(of.context, asked('', 'form'), urlOf('/page'));
    expect(await stateOf(of)).to.equal('hard');
  });
});

describe('rule 29: marks that could not be written', () => {
  it('rule 29: hold all the same, and are written before the next page is looked up', async () => {
    const store = memoryStore();
    let broken = false;
    const invalidate: Store['invalidate'] = (...given) =>
      broken ? Promise.reject(new Error('no')) : store.invalidate(...given);
    const of = await stored({ store: { ...store, invalidate } });
    of.context.owed.add('/page');
    broken = true;
    await followWrite(of.context, { clientId: 'me', resultingClientId: '' }, urlOf('/page'));
    expect([await stateOf(of), of.context.owed.size]).to.deep.equal(['hard', 1]);
    broken = false;
    await followWrite(of.context, { clientId: 'me', resultingClientId: '' }, urlOf('/page'));
    expect([await stateOf(of), of.context.owed.size]).to.deep.equal(['hard', 0]);
  });
});
