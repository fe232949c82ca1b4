import { expect } from 'chai';
import { onAddressChange } from '../../../src/client/runtime/address.js';
import { FakeNavigation, FakePage } from '../fake-page.js';

function open(more: { navigation?: EventTarget } = {}) {
  const page = Object.assign(new FakePage(), more);
  const seen: string[] = [];
  onAddressChange(page, () => seen.push(page.location.href.slice('https://shop.test'.length)));
  return { page, seen };
}

describe('a change of the address', () => {
  it('is told of each path and query, and not of a part of the same page', () => {
    const { page, seen } = open();
    for (const url of ['/2', '/2#part', '/2?a', '/2?a#top', '/2']) page.history.pushState(null, '', url);
    page.history.replaceState(null, '', '/3');
    expect(seen).to.deep.equal(['/2', '/2?a', '/2', '/3']);
  });

  it('is told when the visitor goes back', () => {
    const { page, seen } = open();
    page.location.href = 'https://shop.test/before';
    page.dispatchEvent(new Event('popstate'));
    page.location.href = 'https://shop.test/before#part';
    page.dispatchEvent(new Event('popstate'));
    expect(seen).to.deep.equal(['/before']);
  });

  it('is told by the Navigation API, where the history is left as it was', () => {
    const navigation = new FakeNavigation();
    const page = Object.assign(new FakePage(), { navigation });
    let changes = 0;
    onAddressChange(page, () => changes++);
    expect(Object.hasOwn(page.history, 'pushState')).to.equal(false);
    page.history.pushState(null, '', '/2');
    expect(changes).to.equal(0);
    navigation.dispatchEvent(new Event('currententrychange'));
    navigation.dispatchEvent(new Event('currententrychange'));
    expect(changes).to.equal(1);
  });

  it('is told also where something else of the page is called "navigation"', () => {
    const { page, seen } = open({ navigation: document.createElement('nav') });
    page.history.pushState(null, '', '/2');
    expect(seen).to.deep.equal(['/2']);
  });
});

describe('the history that is wrapped', () => {
  it('gets what it was given, as what it was called on', () => {
    const page = new FakePage();
    const heard: unknown[] = [];
    page.history.pushState = function (this: unknown, ...given) {
      heard.push(this, ...given);
    };
    onAddressChange(page, () => undefined);
    page.history.pushState({ a: 1 }, '', '/2');
    expect(heard).to.deep.equal([page.history, { a: 1 }, '', '/2']);
  });

  it('throws what the browser throws, and nothing is told then', () => {
    const page = new FakePage();
    const fault = new DOMException('another origin', 'SecurityError');
    page.history.pushState = () => {
      throw fault;
    };
    let changes = 0;
    onAddressChange(page, () => changes++);
    expect(() => page.history.pushState(null, '', '/2')).to.throw(fault);
    expect(changes).to.equal(0);
  });

  it('may be locked by the site: the rest goes on', () => {
    const page = new FakePage();
    Object.freeze(page.history);
    onAddressChange(page, () => undefined);
    page.history.pushState(null, '', '/2');
    expect(page.location.pathname).to.equal('/2');
  });
});
