/** Which registrations a page removes: the old workers that the config names, but for the one of its own scope. */
import { expect } from 'chai';
import { takeOver, type OldWorkers } from '../../../src/client/takeover/take-over.js';
import type { IsrClient } from '../../../src/client/client.js';
import type { Page } from '../../../src/client/runtime/page.js';

const ORIGIN = 'https://shop.test';

const registrations = (scripts: Record<string, string>, gone: string[]) =>
  Object.entries(scripts).map(([scope, script]) => ({
    scope: ORIGIN + scope,
    active: { scriptURL: ORIGIN + script },
    waiting: null,
    installing: null,
    unregister: () => Promise.resolve(gone.push(scope) > 0),
  }));

/** The scopes of this site that are unregistered. */
async function unregistered(old: OldWorkers, own: string | null = '/', base = '/'): Promise<string[]> {
  const gone: string[] = [];
  const all = registrations(
    {
      '/': '/sw.js',
      '/app/': '/app/old.js?v=3',
      '/shop/': '/old.js',
      '/docs/': '/docs/sw.js',
      '/docs/a/': '/docs/a.js',
    },
    gone,
  );
  const page = { navigator: { serviceWorker: { getRegistrations: () => Promise.resolve(all) } } };
  const registration = own && ({ scope: ORIGIN + own } as ServiceWorkerRegistration);
  const registering = Promise.resolve({ registration: registration || null } as IsrClient);
  const scopes = await takeOver(
    registering,
    old,
    new URL(`${base}sw-isr.js`, ORIGIN),
    page as unknown as Page,
  );
  expect(scopes).to.deep.equal(gone.map((scope) => ORIGIN + scope));
  return gone;
}

describe('a page unregisters old workers', () => {
  it('by the path of their script, whatever its query', async () =>
    expect(await unregistered({ scripts: ['/app/old.js'] })).to.deep.equal(['/app/']));

  it('by their scope', async () =>
    expect(await unregistered({ scopes: ['/shop/', '/elsewhere/'] })).to.deep.equal(['/shop/']));

  it('below the folder of its own worker', async () =>
    expect(await unregistered({ scripts: ['/a.js'], scopes: ['/app/'] }, '/docs/', '/docs/')).to.deep.equal([
      '/docs/a/',
    ]));

  it('but never the registration that it has just made', async () =>
    expect(await unregistered({ scripts: ['/sw.js'], scopes: ['/'] })).to.deep.equal([]));

  it('and none where its own worker could not be registered', async () =>
    expect(await unregistered({ scopes: ['/app/'] }, null)).to.deep.equal([]));

  it('and none where there are no workers', async () => {
    const registering = Promise.resolve({ registration: null } as IsrClient);
    expect(await takeOver(registering, { scopes: ['/app/'] }, new URL(ORIGIN), {} as Page)).to.deep.equal([]);
  });
});
