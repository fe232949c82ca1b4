import { expect } from 'chai';
import { followFeed } from '../../../src/client/features/follow-feed.js';
import type { Connection } from '../../../src/client/runtime/connection.js';
import { FakeContainer, FakePage, FakeWorker, turn, until } from '../fake-page.js';

/** A stream that a test speaks through. */
class FakeSource extends EventTarget {
  readonly url: string;
  isClosed = false;
  onerror: (() => void) | undefined;
  constructor(url: string | URL) {
    super();
    this.url = String(url);
  }
  close(): void {
    this.isClosed = true;
  }
  say(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

/** One lock, for all tabs. */
class FakeLocks {
  #last: Promise<unknown> = Promise.resolve();
  request(_name: string, { signal }: LockOptions, work: () => Promise<unknown>): Promise<unknown> {
    const run = async (): Promise<unknown> => (signal?.aborted ? undefined : work());
    return (this.#last = this.#last.then(run, run));
  }
}

function open({ locks = new FakeLocks(), hasSource = true, offset = '1_1', isLive = true } = {}) {
  const sources: FakeSource[] = [];
  const state: { offset: string | undefined } = { offset };
  const worker = new FakeWorker(({ command }) => {
    const result = command === 'feed' ? { offset: state.offset } : null;
    return { isr: 1, ok: true, result };
  });
  const container = new FakeContainer(worker);
  const page = new FakePage(container);
  Object.assign(page.navigator, { locks });
  const EventSource = function (url: string | URL): FakeSource {
    const opened = new FakeSource(url);
    sources.push(opened);
    return opened;
  };
  if (hasSource) Object.assign(page, { EventSource });
  const connection = { page, container, timeout: 1000, registration: container.registration } as unknown;
  const told = () => worker.heard.filter(({ command }) => command === 'feed').map(({ params }) => params);
  const start = () => followFeed(connection as Connection, { url: '/_isr/feed', isLive });
  const source = async (count = 1): Promise<FakeSource> => {
    await until(() => sources.length >= count);
    return sources[count - 1] as FakeSource;
  };
  return { page, worker, told, start, state, locks, sources, source };
}

describe('following the feed', () => {
  it('passes on what a stream says, with the offsets before and after', async () => {
    const { start, told, source } = open();
    start();
    const first = await source();
    expect(first.url).to.equal('https://shop.test/_isr/feed?offset=1_1&live=sse');
    first.say('control', { streamNextOffset: '1_1' });
    first.say('data', [{ at: 1, tags: ['a'] }]);
    first.say('data', [{ at: 2, tags: ['b'] }]);
    first.say('control', { streamNextOffset: '1_3' });
    await until(() => told().length === 2);
    const events = [
      { at: 1, tags: ['a'] },
      { at: 2, tags: ['b'] },
    ];
    expect(told()[1]).to.deep.equal({ from: '1_1', events, next: '1_3' });
  });

  it('connects again with the offset of the worker, after a pause', async () => {
    const { start, page, state, source } = open();
    start();
    const first = await source();
    first.say('control', { streamNextOffset: '1_1' });
    first.onerror?.();
    expect(first.isClosed).to.equal(true);
    state.offset = '1_9';
    await until(() => page.timers.some(({ delay }) => delay < 1000));
    page.timers.splice(0, page.timers.length, ...page.timers.filter(({ delay }) => delay < 1000));
    await page.ring();
    expect((await source(2)).url).to.contain('offset=1_9');
  });

  it('has the worker catch up, and asks by long-polling, where nothing is heard of streams', async () => {
    const { start, page, told, state, source } = open();
    page.answer = () => Promise.resolve(new Response('[]', { headers: { 'stream-next-offset': '1_2' } }));
    start();
    for (const count of [1, 2]) {
      await source(count);
      const word = page.timers.find(({ delay }) => delay === 10_000);
      page.timers.length = 0;
      word?.callback();
      await until(() => page.timers.length > 0);
      await page.ring();
    }
    await until(() => page.asked.length > 0);
    expect(page.asked[0]?.url).to.contain('live=long-poll');
    expect(told()).to.deep.include({ catchUp: 'now' });
    await until(() => told().some((params) => 'next' in params));
    expect(told()).to.deep.include({ from: '1_1', events: [], next: '1_2' });
    state.offset = '1_2';
  });

  it('asks by long-polling where the browser has no streams', async () => {
    const { start, page } = open({ hasSource: false });
    start();
    await until(() => page.asked.length === 1);
    expect(page.asked[0]?.url).to.contain('live=long-poll');
  });

  it('ends when the page is hidden, and goes on when it is seen again', async () => {
    const { start, page, source } = open();
    start();
    const first = await source();
    page.document.hidden = true;
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(first.isClosed).to.equal(true);
    page.document.hidden = false;
    page.document.dispatchEvent(new Event('visibilitychange'));
    // No timer has fired: the hidden page released its lock at once, and did not wait for the pause to end.
    await source(2);
  });

  it('leaves the connection to one tab', async () => {
    const first = open();
    const second = open({ locks: first.locks });
    first.start();
    second.start();
    await first.source();
    await turn();
    expect(first.sources.length + second.sources.length).to.equal(1);
    expect(second.told()).to.deep.equal([]);
  });

  it('has the worker catch up when the browser comes online, and when the page is seen again', async () => {
    for (const isLive of [true, false]) {
      const { start, page, told, source, sources } = open({ isLive });
      start();
      if (isLive) await source();
      page.dispatchEvent(new Event('online'));
      await until(() => told().some((params) => 'catchUp' in params && params.catchUp === 'due'));
      const before = told().length;
      page.document.hidden = true;
      page.document.dispatchEvent(new Event('visibilitychange'));
      page.document.hidden = false;
      page.document.dispatchEvent(new Event('visibilitychange'));
      await until(() => told().length > before);
      if (!isLive) expect(sources.length).to.equal(0);
    }
  });

  it('opens no stream for a page that was hidden meanwhile', async () => {
    const { start, page, told, sources } = open();
    start();
    page.document.hidden = true;
    page.document.dispatchEvent(new Event('visibilitychange'));
    await until(() => told().length <= 1);
    await turn();
    expect(sources.length).to.equal(0);
  });

  it('lets the lock go at once when the page is hidden during a pause', async () => {
    const first = open();
    const second = open({ locks: first.locks });
    first.start();
    (await first.source()).onerror?.();
    await turn();
    second.start();
    first.page.document.hidden = true;
    first.page.document.dispatchEvent(new Event('visibilitychange'));
    await second.source();
    expect(second.told().length).to.equal(1);
  });

  it('waits longer each time for a feed that answers and ends at once', async () => {
    const { start, page, source, sources } = open();
    start();
    const pauses: number[] = [];
    for (let count = 1; count <= 6; count++) {
      const current = await source(count);
      current.say('control', { streamNextOffset: '1_1' });
      page.timers.length = 0;
      current.onerror?.();
      await until(() => page.timers.length > 0 || sources.length > count);
      pauses.push(page.timers[0]?.delay ?? 0);
      await page.ring();
    }
    expect(pauses[5]).to.be.greaterThan(4000);
  });

  it('goes on with streams after a feed that could not be reached', async () => {
    const { start, page, source } = open();
    start();
    for (let count = 1; count <= 4; count++) {
      const current = await source(count);
      page.timers.length = 0;
      current.onerror?.();
      await until(() => page.timers.length > 0);
      await page.ring();
    }
    await source(5);
    expect(page.asked.length).to.equal(0);
  });

  it('opens no stream while the worker can read no feed', async () => {
    const { start, told, state, sources } = open();
    state.offset = undefined;
    start();
    await until(() => told().length === 1);
    await turn();
    expect(sources.length).to.equal(0);
  });
});
