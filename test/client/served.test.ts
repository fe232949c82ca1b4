import { expect } from 'chai';
import { servedState } from '../../src/client/served.js';
import { FakePage, navigation } from './fake-page.js';

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
    ).to.equal(null);
  });

  it('is unknown in browsers without Server-Timing, and without a navigation entry', () => {
    expect(servedState(new FakePage(undefined, { navigation: [{}] }))).to.equal(null);
    expect(servedState(new FakePage())).to.equal(null);
  });

  it('is unknown for the page that runs this test', () => {
    expect(servedState(globalThis)).to.equal(null);
  });
});
