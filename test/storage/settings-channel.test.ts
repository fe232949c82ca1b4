import { expect } from 'chai';
import { memoryStore } from '../../src/storage/tables/memory.js';
import { shareSettings } from '../../src/storage/settings-channel.js';
import type { Settings } from '../../src/storage/store.js';

describe('workers that remember the settings', () => {
  const channels: BroadcastChannel[] = [];
  const opened = (name: string): BroadcastChannel => {
    const channel = new BroadcastChannel(name);
    channels.push(channel);
    return channel;
  };
  afterEach(() => {
    for (const channel of channels.splice(0)) channel.close();
  });

  /** A worker over a store, with what it remembers of the settings. */
  function worker(store: ReturnType<typeof memoryStore>, name: string) {
    let known: Promise<Settings | undefined> | undefined;
    let forgotten = 0;
    const tell = shareSettings(() => {
      known = undefined;
      forgotten += 1;
    }, opened(name));
    return {
      settings: () => (known ??= store.state('settings')),
      async change(settings: Settings): Promise<void> {
        await store.setState('settings', settings, 'strict');
        known = Promise.resolve(settings);
        tell();
      },
      forgotten: () => forgotten,
    };
  }

  it('read them anew when another has written them, and not when they have themselves', async () => {
    const store = memoryStore();
    const name = crypto.randomUUID();
    const [old, young] = [worker(store, name), worker(store, name)];
    await old.change({ deployments: [], user: 'ada' });
    while (!young.forgotten()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await young.settings())?.user).to.equal('ada');
    await old.change({ deployments: [] });
    while (young.forgotten() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await young.settings()).to.deep.equal({ deployments: [] });
    expect(old.forgotten()).to.equal(0);
  });

  it('are told on a channel of its own where none is given', async () => {
    await new Promise((resolve) => {
      opened('sw-isr:settings').onmessage = resolve;
      shareSettings(() => undefined)();
    });
  });
});
