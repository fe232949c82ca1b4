import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TakeoverConfig } from '../../src/config/types.js';
import { manifest, setUp } from './set-up.js';

const layout = { 'app/layout.jsx': '<html><body>{children}</body></html>' };

const wrappers = {
  'next-pwa': {
    config:
      "const withPWA = require('next-pwa')({ dest: 'public' });\n\nmodule.exports = withPWA({ reactStrictMode: true });\n",
    left: /^module\.exports = async[^]*withSwIsr\(\{ reactStrictMode: true \}\)/,
  },
  '@ducanh2912/next-pwa': {
    config:
      "import init from '@ducanh2912/next-pwa';\n\nconst withPWA = init({ dest: 'public' });\n\nconst config = {};\n\nexport default withPWA(config);\n",
    left: /^import \{ withSwIsr \} from 'sw-isr\/next';\n\nconst config = \{\};\n\nexport default withSwIsr\(config\);\n$/,
  },
  '@serwist/next': {
    config:
      "import init from '@serwist/next';\n\nexport default init({ swSrc: 'app/sw.ts', swDest: 'public/sw.js' })({ a: 1 });\n",
    left: /^import \{ withSwIsr \} from 'sw-isr\/next';\n\nexport default withSwIsr\(\{ a: 1 \}\);\n$/,
  },
};

describe('the worker that a project has', () => {
  for (const [name, { config, left }] of Object.entries(wrappers))
    it(`is replaced: ${name}`, () => {
      const { files, plan, takeover } = setUp({
        'package.json': manifest({ next: '16', [name]: '5' }),
        'next.config.js': config,
        ...layout,
      });
      assert.deepEqual(plan.manual, []);
      assert.equal(plan.replaced, name);
      assert.match((files['next.config.js'] ?? '').trimStart(), left);
      const { caches = [] } = takeover as TakeoverConfig;
      assert.ok(caches.includes('start-url') && caches.some((one) => one instanceof RegExp));
      assert.match(plan.notes.join(), /is replaced/);
    });

  it("hands over Serwist's caching of pages", () => {
    const { routes } = setUp({
      'package.json': manifest({ next: '16', '@serwist/next': '9' }),
      'next.config.mjs': wrappers['@serwist/next'].config,
      'app/sw.ts': `new Serwist({ runtimeCaching: [
        { matcher: /\\/articles\\/.*/, handler: new CacheFirst({ plugins: [new ExpirationPlugin({ maxAgeSeconds: 3600 })] }) },
        { matcher: /\\.(?:png|jpg)$/, handler: new CacheFirst() },
        { matcher: ({ url }) => url.pathname === '/', handler: new NetworkFirst() },
      ] });`,
      ...layout,
    });
    assert.deepEqual(routes, [
      { match: /\/articles\/.*/, revalidate: 3600 },
      { match: '/*', revalidate: '5m' },
    ]);
  });

  const vite = {
    'index.html': '<html>\n  <head>\n  </head>\n</html>\n',
    'package.json': manifest({ vite: '7', 'vite-plugin-pwa': '1' }),
  };
  const config = `import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

export default defineConfig({
  plugins: [VitePWA({ manifest: { name: 'App' }, workbox: {
    navigateFallbackDenylist: [/^\\/api/],
    runtimeCaching: [
      { urlPattern: /\\/news\\//, handler: 'NetworkFirst' },
      { urlPattern: '/about', handler: 'StaleWhileRevalidate', options: { expiration: { maxAgeSeconds: 60 } } },
      { urlPattern: /^https:\\/\\/fonts\\.example\\//, handler: 'CacheFirst' },
    ],
  } })],
})
`;

  it('is replaced with its manifest kept: vite-plugin-pwa', () => {
    const { files, routes } = setUp({ ...vite, 'vite.config.js': config });
    assert.equal(
      files['vite.config.js'],
      "import { defineConfig } from 'vite'\nimport { swIsr } from 'sw-isr/vite'\n\nexport default defineConfig({\n  plugins: [swIsr()],\n})\n",
    );
    // Without what the plugin adds, browsers install no app.
    assert.deepEqual(JSON.parse(files['public/manifest.webmanifest'] ?? ''), {
      name: 'App',
      short_name: 'site',
      start_url: '/',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#42b883',
      lang: 'en',
      scope: '/',
    });
    assert.match(files['index.html'] ?? '', /<link rel="manifest" href="\/manifest\.webmanifest">/);
    assert.deepEqual(routes, [
      { match: /^\/api/, revalidate: 0 },
      { match: '/about', revalidate: 1, expire: 60 },
      { match: /\/news\//, revalidate: 1, expire: 2 },
      { match: '/*', revalidate: '5m' },
    ]);
  });

  it('keeps the manifest that vite-plugin-pwa makes by itself, under the path of the site', () => {
    const made = (options: string) => {
      const code = `import { VitePWA } from 'vite-plugin-pwa';
export default { base: '/app/', plugins: [VitePWA(${options})] };
`;
      return setUp({ ...vite, 'vite.config.js': code }).files['public/manifest.webmanifest'];
    };
    for (const options of ['', '{}', '{ manifest: {} }'])
      assert.match(made(options) ?? '', /"start_url": "\/app\/"/, options);
    assert.equal(made('{ manifest: false }'), undefined);
  });

  it('is found at another URL, and with caches of other names', () => {
    const own =
      "VitePWA({ filename: 'service-worker.js', workbox: { runtimeCaching: [{ urlPattern: /x/, handler: 'CacheFirst', options: { cacheName: 'pictures' } }] } })";
    const code = `import { VitePWA } from 'vite-plugin-pwa';\nexport default { plugins: [${own}] };\n`;
    assert.deepEqual(setUp({ ...vite, 'vite.config.js': code }).takeover, {
      scripts: ['/service-worker.js'],
      caches: ['pictures'],
    });
    assert.equal(setUp({ ...vite, 'vite.config.js': config }).takeover, true);
  });

  it('stays where the app imports what its plugin provides', () => {
    const { plan, files } = setUp({
      ...vite,
      'vite.config.js': config,
      'src/main.ts': "import { registerSW } from 'virtual:pwa-register';",
    });
    assert.deepEqual(
      plan.manual.map(({ because }) => because),
      ['src/main.ts imports from it'],
    );
    assert.match(files['vite.config.js'] ?? '', /VitePWA[^]*swIsr\(\)/);
  });

  it('is taken out of a list by its name: @vite-pwa/nuxt', () => {
    const { files } = setUp({
      'package.json': manifest({ nuxt: '4', '@vite-pwa/nuxt': '1' }),
      'nuxt.config.ts':
        "export default defineNuxtConfig({\n  modules: [\n    '@vite-pwa/nuxt',\n    '@nuxt/image',\n  ],\n})\n",
    });
    assert.match(
      files['nuxt.config.ts'] ?? '',
      /modules: \[\n {4}'@nuxt\/image',\n {4}'sw-isr\/nuxt',\n {2}\]/,
    );
  });

  it('is named where its use can not be read', () => {
    const { plan } = setUp({
      'package.json': manifest({ next: '16', 'next-pwa': '5' }),
      'next.config.js': "const withPWA = require('next-pwa')({});\nmodule.exports = compose(withPWA)({});\n",
      ...layout,
    });
    assert.match(plan.manual[0]?.because ?? '', /its use of next-pwa could not be read/);
  });
});
