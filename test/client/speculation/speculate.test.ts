import { expect } from 'chai';
import { IsrEventTarget, announce } from '../../../src/client/events.js';
import { lazySpeculate } from '../../../src/client/speculation/lazy-speculate.js';
import { speculate } from '../../../src/client/speculation/speculate.js';
import type { SpeculationClient } from '../../../src/client/speculation/speculate.js';
import { FakeContainer, FakePage, turn } from '../fake-page.js';

/** A client that notes what it is asked. */
function fakeClient(): SpeculationClient & { asked: string[] } {
  const asked: string[] = [];
  return Object.assign(new IsrEventTarget(), {
    asked,
    explain: (url: string) => Promise.resolve({ why: [asked.push(url).toString()] }),
    prefetch: (urls: readonly string[]) => Promise.resolve(asked.push(...urls)),
  });
}

describe('speculate()', () => {
  it('asks nothing in a browser without Speculation Rules, and nothing without a worker', () => {
    for (const page of [new FakePage(new FakeContainer()), new FakePage()]) {
      const client = fakeClient();
      speculate(page, client, {})();
      page.document.dispatchEvent(new Event('pointerover'));
      expect(client.asked).to.deep.equal([]);
    }
  });

  it('is loaded when it is called, and not begun if it was stopped by then', async () => {
    let running = 0;
    const load = () =>
      Promise.resolve({
        speculate: () => {
          running++;
          return () => running--;
        },
      });
    const [page, client] = [new FakePage(new FakeContainer()), fakeClient()];
    lazySpeculate(load)(page, client, {})();
    await turn();
    expect(running).to.equal(0);
    const stop = lazySpeculate(load)(page, client, {});
    await turn();
    expect(running).to.equal(1);
    stop();
    expect(running).to.equal(0);
  });

  it('that cannot be loaded is an error event, and nothing else', async () => {
    const client = fakeClient();
    const told: string[] = [];
    client.addEventListener('error', ({ detail }) => told.push(detail.message));
    lazySpeculate(() => Promise.reject(new Error('offline')))(new FakePage(new FakeContainer()), client, {});
    await turn();
    expect(told).to.deep.equal(['offline']);
    announce(client, 'updated', { url: '/', tags: [], generatedAt: 0 });
  });
});
