/** What is built is started once, before anybody visits it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from '../../src/build/index.js';
import { assertStarts } from '../../src/build/start/assert-starts.js';
import { withProject } from './project.js';

const LISTENS = `self.addEventListener('fetch', () => {});`;

/** A config for each part of a worker that runs while it starts. */
const CONFIGS: [what: string, fields: string][] = [
  ['pages for ever beside a duration', `routes: [{ match: '/*', revalidate: false }], networkTimeout: '2s'`],
  [
    'pages for ever beside a size',
    `routes: [{ match: '/*', revalidate: false }], limits: { maxBytes: '9MB' }`,
  ],
  [
    'numbers alone',
    `routes: [{ match: '/*', revalidate: 60, expire: 90 }], networkTimeout: 2, assets: false`,
  ],
  [
    'every kind of match',
    `routes: [{ match: '/a{/*}?' }, { match: '/c/:slug([\\\\w\\\\-]+)' }, { match: { pathname: '/b', search: 'q=:q' } },
      { match: { search: 'page=*' } }, { match: /^\\/(?<lang>de|fr)\\//u }, { match: ({ url }) => !url }]`,
  ],
  [
    'listed paths, tags and plugins',
    `routes: [{ match: '/*', fallback: false, strict: true, paths: async () => [], tags: () => [], eager: true }],
      plugins: [{ cacheDidUpdate() {} }], warm: { concurrency: 2 }`,
  ],
  [
    'a sitemap, a user and the origin',
    `routes: [{ match: '/a', paths: { sitemap: '/s.xml' } }, { match: '/b', audience: 'user' },
      { match: '/c', revalidate: 'origin' }, { match: '/*', fallback: true }], ignoreWrites: ['/graphql', '/t/*']`,
  ],
];

describe('a config that is accepted', () => {
  for (const [what, fields] of CONFIGS)
    it(`is built into a worker that starts: ${what}`, async () => {
      await withProject({ 'isr.config.ts': `export default { ${fields} };` }, async ({ folder }) => {
        await build({ cwd: folder, out: 'site', minify: false });
      });
    });
});

describe('a worker that does not start', () => {
  it('is refused: one whose config names other routes than in Node', async () => {
    const config = `const inNode = 'process' in globalThis;
      export default { routes: [...(inNode ? [{ match: '/node' }] : []), { match: '/*', tags: () => ['a'] }] };`;
    await withProject({ 'isr.config.ts': config }, async ({ folder }) => {
      await assert.rejects(build({ cwd: folder, out: 'site', minify: false }), {
        code: 'build-failed',
        message: /it names other routes than in the build/,
      });
    });
  });

  const idle: [what: string, code: string, says: RegExp][] = [
    ['throws', `null.x;`, /TypeError: Cannot read properties of null/],
    ['throws what is no error', `throw 'words';`, /does not start: words\./],
    ['can’t be parsed', `import x from 'y';`, /SyntaxError/],
    ['asks for what only pages have', `document.title;`, /ReferenceError: document is not defined/],
    ['asks for what only Node has', `${LISTENS} process.cwd();`, /ReferenceError: process is not defined/],
    ['listens to nothing', `self.addEventListener('install', () => {});`, /it listens to no "fetch" event/],
    ['never comes to its end', `${LISTENS} for (;;);`, /timed out/],
    [
      'leaves every request to the network',
      `${LISTENS} console.error('[sw-isr] Failed to read the config: Error: odd. Every request goes to the network.');`,
      /does not start: Error: odd\. Use only what both/,
    ],
  ];
  for (const [what, code, says] of idle)
    it(`is refused: one that ${what}`, async () => {
      await assert.rejects(assertStarts(code, 'isr.config.ts'), (error: Error & { code: string }) => {
        assert.equal(error.code, 'build-failed');
        assert.match(error.message, /^Failed to build "isr\.config\.ts": its worker does not start: /);
        assert.match(error.message, says);
        return true;
      });
    });
});

describe('a worker that starts', () => {
  /** What code may leave behind that outlives its start, or would be heard of. */
  const LEFTOVERS = `
    ${LISTENS}
    console.log('said'); console.error('said');
    setInterval(() => console.log('late'), 1);
    queueMicrotask(() => { throw new Error('late'); });
    Promise.reject(new Error('nobody waits for this'));
    Promise.resolve().then(() => { throw new Error('late'); });
    new Response(new ReadableStream({ pull() { throw new Error('late'); } })).text();
    AbortSignal.timeout(1).onabort = () => { throw new Error('late'); };
    fetch('/').then(() => console.log('answered'));
    indexedDB.open('x').onsuccess = () => console.log('opened');
    navigator.locks.request('x', () => console.log('locked'));
    caches.open('x').then(() => console.log('opened'));
    new BroadcastChannel('x').postMessage('said');
    self.registration.update(); self.skipWaiting(); self.clients.claim(); self.location.href;`;

  it('keeps no process alive, prints nothing, and ends nothing by what it leaves behind', async () => {
    await withProject({}, async ({ folder }) => {
      const program = `import { build } from ${JSON.stringify(pathToFileURL(resolve('dist/build.js')).href)};
        await build({ cwd: ${JSON.stringify(folder)}, out: 'site' });
        await new Promise((done) => setTimeout(done, 100));
        console.log('built');`;
      const config = `if (!globalThis['process']) { ${LEFTOVERS.replace(LISTENS, '')} }
        export default { routes: [{ match: '/*' }] };`;
      await writeFile(join(folder, 'isr.config.js'), config);
      await writeFile(join(folder, 'program.mjs'), program);
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['program.mjs'], {
        cwd: folder,
        timeout: 60_000,
      });
      assert.deepEqual([stdout, stderr], ['built\n', '']);
    });
  });

  it('has the globals of a worker, and is itself the global', async () => {
    const names = [
      'registration',
      'clients',
      'caches',
      'indexedDB',
      'location',
      'navigator',
      'crypto',
      'URLPattern',
    ];
    const checks = names
      .map((name) => `if (!self.${name} || !${name}) throw new Error('no ${name}');`)
      .join('');
    await assertStarts(`if (self !== globalThis) throw 1; ${checks} ${LISTENS}`, 'it');
  });
});
