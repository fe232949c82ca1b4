import { expect } from 'chai';
import { IsrClient } from '../../src/client/client.js';
import { IsrError } from '../../src/shared/errors.js';
import type { Reply } from '../../src/shared/messages.js';
import { FakeContainer, FakePage, FakeWorker } from './fake-page.js';

function clientOf(result: unknown, failing = false) {
  const failure: Reply = { isr: 1, ok: false, code: 'storage', message: 'The disk is full.' };
  const worker = new FakeWorker(() => (failing ? failure : ({ isr: 1, ok: true, result } as Reply)));
  const container = new FakeContainer(worker);
  const page = new FakePage(container);
  const registration = container.registration as unknown as ServiceWorkerRegistration;
  const isr = new IsrClient({ page, container: page.navigator.serviceWorker, timeout: 1000, registration });
  return { isr, worker, container };
}

describe('the client', () => {
  it('lists pages as an array that knows where the next listing begins', async () => {
    const { isr, worker } = clientOf({ pages: [{ url: 'a' }], next: 'n' });
    const pages = await isr.pages({ limit: 1, after: 'm', timeout: 500 });
    expect(pages.map(({ url }) => url)).to.deep.equal(['a']);
    expect(pages.next).to.equal('n');
    expect(worker.heard[0]?.params).to.deep.equal({ limit: 1, after: 'm' });
  });

  it('resolves links as the page would', async () => {
    const { isr, worker } = clientOf([]);
    await isr.prefetch(['2', '/cart', new URL('https://shop.test/x')]);
    expect(worker.heard[0]?.params).to.deep.equal({
      urls: ['https://shop.test/products/2', 'https://shop.test/cart', 'https://shop.test/x'],
    });
  });

  it('leaves what is no URL to the worker to refuse', async () => {
    const { isr, worker } = clientOf(null);
    await isr.explain('http://');
    expect(worker.heard[0]?.params).to.deep.equal({ url: 'http://' });
  });

  it('names the user, forgets them, and turns draft mode on and off', async () => {
    const { isr, worker } = clientOf(null);
    await isr.setUser('7');
    await isr.clearUser();
    await isr.draft();
    await isr.draft(false);
    expect(worker.heard.map(({ command, params }) => [command, params])).to.deep.equal([
      ['setUser', { key: '7' }],
      ['clearUser', {}],
      ['draft', { on: true }],
      ['draft', { on: false }],
    ]);
  });

  it('looks for a new worker', async () => {
    const { isr, container } = clientOf(null);
    await isr.update();
    expect(container.registration.updates).to.equal(1);
  });

  it('clears the data before it removes the worker, and is inert afterwards', async () => {
    const { isr, worker, container } = clientOf(null);
    await isr.unregister();
    expect([worker.commands(), container.registration.unregistered]).to.deep.equal([['clear'], true]);
    expect(isr.registration).to.equal(null);
    expect((await isr.stats()).hits).to.equal(0);
  });

  it('removes the worker even when the data cannot be cleared, and says so', async () => {
    const { isr, container } = clientOf(null, true);
    const failure = await isr.unregister().catch((cause: unknown) => cause);
    expect(failure).to.be.instanceOf(IsrError).and.have.property('code', 'storage');
    expect(container.registration.unregistered).to.equal(true);
  });
});
