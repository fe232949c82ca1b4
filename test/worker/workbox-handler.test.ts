/** A handler for a worker of one's own: what it can't do, it refuses. */
import { expect } from 'chai';
import { IsrError } from '../../src/shared/errors.js';
import { isrHandler } from '../../src/worker/workbox-handler.js';

function refusal(route: object, config: object = {}): string | undefined {
  try {
    isrHandler(route, config);
    return undefined;
  } catch (error) {
    if (!(error instanceof IsrError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const said = (faults: string): string =>
  `invalid-config: Failed to make "isrHandler": a handler does not support ${faults}. ` +
  'Remove these options, or call startIsr() with this route instead of the handler.';

describe('isrHandler', () => {
  const table: [faults: string, route: object, config?: object][] = [
    ["audience: 'user'", { audience: 'user' }],
    ['fallback: false', { fallback: false }],
    ['paths', { paths: ['/a'] }],
    ['strict', { strict: true }],
    ['invalidates', { invalidates: ['a'] }],
    ['eager', { eager: true }],
    ['a shell that is a path', { shell: '/shell' }],
    ['a shell that is a path', {}, { shell: '/shell' }],
    ['an offline page that is a path', {}, { offline: '/offline' }],
    ['assets', {}, { assets: true }],
    ['warm', {}, { warm: {} }],
    ['keepDeployments', {}, { keepDeployments: 2 }],
    ['feed, notification', {}, { notification: { title: 'News' }, feed: '/_isr/feed' }],
    [
      'speculate, inspector, ignoreWrites',
      {},
      { speculate: true, inspector: true, ignoreWrites: ['/graphql'] },
    ],
    ['takeover', {}, { takeover: true }],
    ['paths, assets, fallback: false', { paths: [], fallback: false }, { assets: { maxEntries: 2 } }],
  ];
  for (const [faults, route, config] of table)
    it(`refuses ${JSON.stringify({ ...route, ...config })}`, () =>
      expect(refusal(route, config)).to.equal(said(faults)));

  it('refuses plugins that would do nothing, and says what to use instead', () => {
    const refused = (plugin: object): string | undefined => refusal({}, { plugins: [plugin] });
    expect(refused({ cachedResponseWillBeUsed: () => undefined })).to.equal(
      'invalid-config: Failed to make "isrHandler": a plugin can\'t work here: The hook cachedResponseWillBeUsed is not run. ' +
        'Use revalidate and expire: they say how long a stored page is served. Remove the plugin.',
    );
    expect(refused({ cacheKeyWillBeUsed: () => undefined })).to.include('Use allowQuery or ignoreQuery');
    expect(refused({ deleteCacheAndMetadata: () => undefined })).to.include('and limits for their number');
  });

  it('has the methods of Workbox’ strategies', () => {
    const handler = isrHandler();
    expect(handler).to.be.a('function');
    expect(Object.keys(handler)).to.deep.equal(['handle', 'handleAll']);
  });

  it('takes what it can do', () => {
    expect(refusal({ revalidate: 60, fallback: true, shell: '<p>Loading' }, { shell: '/shell' })).to.equal(
      undefined,
    );
    expect(refusal({ audience: 'everyone' }, { offline: '<p>Offline', assets: false })).to.equal(undefined);
    expect(refusal({}, { offline: false, plugins: [{ handlerDidError: () => undefined }] })).to.equal(
      undefined,
    );
  });

  it('has no type for what it refuses', () => {
    // @ts-expect-error -- nobody could name the user
    expect(() => isrHandler({ audience: 'user' })).to.throw(IsrError);
    // @ts-expect-error -- nothing runs between visits
    expect(() => isrHandler({ paths: ['/a'] })).to.throw(IsrError);
    // @ts-expect-error -- it sees pages only
    expect(() => isrHandler({}, { assets: true })).to.throw(IsrError);
  });
});
