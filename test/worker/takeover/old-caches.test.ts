/** Which caches are an old worker's: those that its tool names after its scope, and those that the config names. */
import { expect } from 'chai';
import { isOld } from '../../../src/worker/takeover/old-caches.js';

const OWN = 'https://shop.test/';

describe('a cache is an old worker’s', () => {
  const generated = [
    'workbox-precache-v2-https://shop.test/',
    'workbox-precache-https://shop.test/',
    'workbox-precache-v2-https://shop.test/-temp',
    'workbox-runtime-https://shop.test/',
    'serwist-precache-v2-https://shop.test/',
    'my-app-precache-v2-https://shop.test/',
  ];
  for (const name of generated)
    it(`"${name}", by its name`, () => expect(isOld(name, { caches: [], scopes: [] }, OWN)).to.equal(true));

  it('of another scope that is taken over', () => {
    const name = 'workbox-precache-v2-https://shop.test/app/';
    expect(isOld(name, { caches: [], scopes: ['/app/'] }, OWN)).to.equal(true);
  });

  it('below the folder of a site that is not at the root', () => {
    const own = 'https://shop.test/docs/';
    expect(isOld(`workbox-precache-v2-${own}`, { caches: [], scopes: [] }, own)).to.equal(true);
    expect(isOld(`workbox-precache-v2-${own}app/`, { caches: [], scopes: ['/app/'] }, own)).to.equal(true);
    expect(isOld(`workbox-precache-v2-${OWN}`, { caches: [], scopes: ['/app/'] }, own)).to.equal(false);
  });

  it('where the config names it', () => {
    const options = { caches: ['pages', /^app-v\d+$/], scopes: [] };
    for (const name of ['pages', 'app-v12']) expect(isOld(name, options, OWN)).to.equal(true);
    for (const name of ['pages-2', 'my-app-v1', 'basket']) expect(isOld(name, options, OWN)).to.equal(false);
  });

  const others = [
    'workbox-precache-v2-https://shop.test/app/',
    'workbox-precache-v2-https://shop.test/app/-temp',
    'workbox-precache-v2-https://other.test/',
    'images-https://shop.test/',
    'workbox-precache-v2',
    'start-url',
    'apis',
  ];
  for (const name of others)
    it(`not "${name}", which nobody has named`, () =>
      expect(isOld(name, { caches: [], scopes: [] }, OWN)).to.equal(false));

  it('where it is named, and its name begins as sw-isr’s own do', () => {
    expect(isOld('sw-israel', { caches: ['sw-israel'], scopes: [] }, OWN)).to.equal(true);
  });

  it('never where it is sw-isr’s own', () => {
    expect(isOld('sw-isr-assets:1', { caches: [/./, 'sw-isr-assets:1'], scopes: [] }, OWN)).to.equal(false);
  });
});
