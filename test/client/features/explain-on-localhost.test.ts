import { expect } from 'chai';
import { register } from '../../../src/client/register.js';
import { FakeContainer, FakePage, navigation } from '../fake-page.js';

/** What a page says in the console, of which the worker said this when it answered. */
async function said(href: string, state?: string, age = 0): Promise<string[]> {
  const timing = { name: 'isr', description: state, duration: age * 1000 };
  const container = new FakeContainer();
  container.controller = container.registration.active;
  const page = new FakePage(container, navigation(...(state ? [timing] : [])));
  page.location.href = href;
  await register('/sw.js', {}, page);
  await register('/sw.js', {}, page);
  return page.said;
}

const HERE = 'http://localhost:3000/page';

describe('on localhost the console', () => {
  it('says once that the page came from the store, how old it is, and how to remove what is kept', async () => {
    for (const href of [HERE, 'http://127.0.0.1:3000/page', 'http://[::1]:3000/page']) {
      const [words = '', ...more] = await said(href, 'stale', 61.4);
      expect(words).to.contain("came from the worker's store and is 61 s old");
      expect(words).to.contain(`answers for ${new URL(href).origin}`);
      expect(words).to.contain('await isr.unregister()').and.contain('sw-isr build --dev');
      expect(more).to.deep.equal([]);
    }
  });

  it('says so of every stored page, whatever its state', async () => {
    for (const state of ['fresh', 'stale', 'expired', 'history', 'offline', 'stale-if-error'])
      expect(await said(HERE, state, 1), state).to.have.length(1);
  });

  it('says nothing of a page that came from the network, nor of the offline page', async () => {
    for (const state of [undefined, 'miss', 'revalidated', 'bypass', 'draft', 'shell', 'offline'])
      expect(await said(HERE, state), state).to.deep.equal([]);
  });

  it('says nothing on another host', async () => {
    for (const host of ['shop.test', 'localhost.shop.test', 'notlocalhost'])
      expect(await said(`https://${host}/page`, 'fresh', 1), host).to.deep.equal([]);
  });
});
