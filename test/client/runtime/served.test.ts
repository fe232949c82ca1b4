import { expect } from 'chai';
import { servedState, announceFetches } from '../../../src/client/runtime/served.js';
import { FakePage, navigation } from '../fake-page.js';

describe('rule 34: how this page was served', () => {
  it("is read from the page's own Server-Timing, among others' entries", () => {
    const entries = navigation(
      { name: 'db', description: 'fresh', duration: 4 },
      { name: 'isr', description: 'fresh', duration: 1500 },
    );
    expect(servedState(new FakePage(undefined, entries))).to.deep.equal({
      url: 'https://shop.test/products/1#top',
      state: 'fresh',
      age: 1.5,
    });
  });

  it('is unknown where the worker did not answer', () => {
    expect(
      servedState(new FakePage(undefined, navigation({ name: 'db', description: '', duration: 4 }))),
    ).to.equal(undefined);
  });

  it('is unknown in browsers without Server-Timing, and without a navigation entry', () => {
    expect(servedState(new FakePage(undefined, { navigation: [{}] }))).to.equal(undefined);
    expect(servedState(new FakePage())).to.equal(undefined);
  });

  it('is unknown for the page that runs this test', () => {
    expect(servedState(globalThis)).to.equal(undefined);
  });
});

describe('rule 34: how a page that was fetched was served', () => {
  type Callback = (list: { getEntries: () => object[] }) => void;
  const timing = (description: string, duration: number): object => ({ name: 'isr', description, duration });

  it('is told of each fetch that the worker answered, and of nothing else', () => {
    let announceEntries: Callback = () => undefined;
    class FakeObserver {
      constructor(callback: Callback) {
        announceEntries = callback;
      }
      observe(): void {
        // What is observed comes when the test says so.
      }
    }
    const target = new EventTarget();
    const heard: unknown[] = [];
    target.addEventListener('served', (event) => heard.push((event as CustomEvent).detail));
    const page = Object.assign(new FakePage(), {
      PerformanceObserver: FakeObserver as unknown as typeof PerformanceObserver,
    });
    announceFetches(target, page);
    const name = 'https://shop.test/products/2';
    announceEntries({
      getEntries: () => [
        { name, initiatorType: 'fetch', serverTiming: [timing('stale', 2500)] },
        { name, initiatorType: 'fetch', serverTiming: [] },
        { name, initiatorType: 'fetch' },
        { name, initiatorType: 'link', serverTiming: [timing('fresh', 1)] },
      ],
    });
    expect(heard).to.deep.equal([{ url: name, state: 'stale', age: 2.5 }]);
  });

  it('is not told by browsers that observe no performance', () => {
    announceFetches(new EventTarget(), new FakePage());
  });
});
