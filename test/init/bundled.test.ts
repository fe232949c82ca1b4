import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { manifest, manifestIn, setUp } from './set-up.js';

const LAYOUT = `export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body className={\`\${sans.variable} antialiased\`}>
        {children}
      </body>
    </html>
  );
}
`;

describe('sw-isr init in a Next.js project', () => {
  it('wraps the config, and puts the script into the root layout', () => {
    const { files, written, plan } = setUp({
      'package.json': manifest({ next: '16.0.0', typescript: '^5' }, { build: 'next build' }),
      'next.config.ts': `import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  /* config options here */
};

export default nextConfig;
`,
      'src/app/layout.tsx': LAYOUT,
      'src/app/page.tsx': 'export default () => <h1>Hi</h1>;',
      '.gitignore': '/node_modules\n',
    });
    assert.equal(plan.stack.name, 'Next.js 16 with Turbopack');
    assert.deepEqual(written, [
      '.gitignore',
      'isr.config.ts',
      'next.config.ts',
      'package.json',
      'src/app/layout.tsx',
    ]);
    assert.equal(
      files['next.config.ts'],
      `import type { NextConfig } from "next";
import { withSwIsr } from "sw-isr/next";

const nextConfig: NextConfig = {
  /* config options here */
};

export default withSwIsr(nextConfig);
`,
    );
    assert.match(
      files['src/app/layout.tsx'] ?? '',
      /antialiased`}>\n {8}<script type="module" async src="\/sw-isr\.js" \/>\n {8}\{children\}/,
    );
    assert.equal(files['.gitignore'], '/node_modules\n\n# sw-isr\n/public/sw.js\n/public/sw-isr.js\n');
    assert.deepEqual(manifestIn(files).devDependencies, { 'sw-isr': '^0.1.0' });
    assert.deepEqual(manifestIn(files).scripts, { build: 'next build' });
  });

  it('makes a config and a document where there are none', () => {
    const { files } = setUp({
      'package.json': manifest({ next: '16.1.0' }, { dev: 'next dev' }),
      'pages/index.jsx': 'export default () => <h1>Hi</h1>;',
    });
    assert.match(files['next.config.mjs'] ?? '', /export default withSwIsr\(\{\}\);/);
    assert.match(
      files['pages/_document.jsx'] ?? '',
      /<Head>\n {8}<script type="module" async src="\/sw-isr\.js" \/>\n {6}<\/Head>/,
    );
  });

  it('takes over the times of both routers', () => {
    const { routes, plan } = setUp({
      'package.json': manifest({ next: '15' }),
      'next.config.js': 'module.exports = { basePath: "/shop" };\n',
      'app/layout.tsx': LAYOUT,
      'app/blog/[slug]/page.tsx': 'export const revalidate = 60 * 60;\nexport default () => null;',
      'app/(marketing)/news/layout.tsx': 'export const revalidate = 30;\nexport default () => null;',
      'app/docs/[[...slug]]/page.tsx': 'export const revalidate = false;\nexport default () => null;',
      'app/(user)/account/orders/page.tsx': 'export const revalidate = 5;\nexport default () => null;',
      'app/feed/(..)photo/page.tsx': 'export const revalidate = 5;\nexport default () => null;',
      'pages/old/index.tsx':
        'export const getStaticProps = () => ({ props: {}, revalidate: 10 });\nexport default () => null;',
    });
    assert.deepEqual(routes, [
      { match: '/shop/account{/*}?', revalidate: 0 },
      { match: '/shop/old', revalidate: 10 },
      { match: '/shop/blog/:slug', revalidate: 3600 },
      { match: '/shop/news{/*}?', revalidate: 30 },
      { match: '/shop/docs{/*}?', revalidate: false },
      { match: '/*', revalidate: '5m' },
    ]);
    assert.deepEqual(plan.headers[0]?.paths, ['/shop/sw.js', '/shop/sw-isr.js']);
  });

  it('imports the plugin in CommonJS, which can require no ES module in each Node', () => {
    const { files } = setUp({
      'package.json': manifest({ next: '^16.0.0' }),
      'next.config.js':
        "/** @type {import('next').NextConfig} */\nconst nextConfig = { reactStrictMode: true }\n\nmodule.exports = nextConfig\n",
      'app/layout.js': LAYOUT,
    });
    assert.match(
      files['next.config.js'] ?? '',
      /module\.exports = async \(\) => \{\n {2}const \{ withSwIsr \} = await import\('sw-isr\/next'\);\n {2}return withSwIsr\(nextConfig\);\n\}\n$/,
    );
  });

  it('says what to add to a config that is a function', () => {
    const { plan, written } = setUp({
      'package.json': manifest({ next: '16' }),
      'next.config.mjs': 'export default function config(phase) {\n  return {};\n}\n',
      'app/layout.js': LAYOUT,
    });
    assert.deepEqual(
      plan.manual.map(({ path }) => path),
      ['next.config.mjs'],
    );
    assert.match(plan.manual[0]?.add ?? '', /export default withSwIsr\(nextConfig\);/);
    assert.deepEqual(written, ['app/layout.js', 'isr.config.ts', 'package.json']);
  });
});

describe('sw-isr init in a Next.js project before 16', () => {
  it('builds the worker first, as the plugin needs a hook of 16', () => {
    const { files, written } = setUp({
      'package.json': manifest({ next: '^15.3.0' }, { build: 'next build' }),
      'next.config.js': 'module.exports = {};\n',
      'app/layout.jsx': LAYOUT,
    });
    assert.deepEqual(written, ['app/layout.jsx', 'isr.config.ts', 'package.json']);
    assert.equal(manifestIn(files).scripts?.build, 'sw-isr build --out public && next build');
  });
});

describe('sw-isr init in a Nuxt project', () => {
  it('adds the module, and takes over routeRules', () => {
    const { files, routes } = setUp({
      'package.json': manifest({ nuxt: '^4.0.0' }),
      'nuxt.config.ts': `// https://nuxt.com/docs/api/configuration/nuxt-config
export default defineNuxtConfig({
  compatibilityDate: '2025-07-15',
  devtools: { enabled: true },
  routeRules: {
    '/': { prerender: true },
    '/blog/**': { isr: 3600 },
    '/news/*': { swr: 60 },
    '/cached/**': { cache: { maxAge: 10, staleMaxAge: 100 } },
    '/live/**': { isr: false },
    '/api/**': { swr: 60 },
    '/old': { redirect: '/' },
  },
})
`,
      'app/pages/account/index.vue': '<template><p /></template>',
      'app/pages/blog/[slug].vue': '<template><p /></template>',
    });
    assert.match(files['nuxt.config.ts'] ?? '', /\n {2}\},\n {2}modules: \['sw-isr\/nuxt'\],\n\}\)\n$/);
    assert.deepEqual(routes[0], { match: '/account{/*}?', revalidate: 0 });
    assert.deepEqual(
      new Set(routes.slice(1, -1)),
      new Set([
        { match: '/', revalidate: '1h' },
        { match: '/blog{/*}?', revalidate: 3600 },
        { match: '/news/:p1', revalidate: 60 },
        { match: '/cached{/*}?', revalidate: 10, expire: 110 },
        { match: '/live{/*}?', revalidate: 0 },
      ]),
    );
  });

  it('makes the rule for all pages the last route', () => {
    const { routes } = setUp({
      'package.json': manifest({ nuxt: '^4.0.0' }),
      'nuxt.config.js':
        "export default defineNuxtConfig({ modules: ['@nuxt/image'], routeRules: { '/**': { swr: 600 } } });\n",
    });
    assert.deepEqual(routes, [{ match: '/*', revalidate: 600 }]);
  });

  it('adds to a list of modules in its own style', () => {
    const { files } = setUp({
      'package.json': manifest({ nuxt: '^4.0.0' }),
      'nuxt.config.ts': `export default defineNuxtConfig({
  modules: [
    "@nuxt/image",
    "@nuxt/ui", // keep
  ],
})
`,
    });
    assert.match(files['nuxt.config.ts'] ?? '', /"@nuxt\/ui", \/\/ keep\n {4}'sw-isr\/nuxt',\n {2}\],/);
  });
});

describe('sw-isr init in a SvelteKit project', () => {
  it('puts the plugin before that of SvelteKit, with tabs', () => {
    const { files, routes } = setUp({
      'package.json': manifest({ '@sveltejs/kit': '^2.0.0', vite: '^7' }),
      'vite.config.ts': `import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
\tplugins: [sveltekit()]
});
`,
      'svelte.config.js': "const config = { kit: { paths: { base: '/app' } } };\nexport default config;\n",
      'src/routes/(shop)/about/+page.ts': 'export const prerender = true;',
      'src/routes/blog/[slug=slug]/+page.server.ts': 'export const config = { isr: { expiration: 60 } };',
      'src/routes/[[lang]]/login/+page.svelte': '<p />',
    });
    assert.equal(
      files['vite.config.ts'],
      `import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { swIsr } from 'sw-isr/sveltekit';

export default defineConfig({
\tplugins: [swIsr(), sveltekit()]
});
`,
    );
    assert.deepEqual(routes, [
      { match: '/app/:lang/login{/*}?', revalidate: 0 },
      { match: '/app/about', revalidate: '1h' },
      { match: '/app/blog/:slug', revalidate: 60 },
      { match: '/*', revalidate: '5m' },
    ]);
  });

  it('tells of a worker that SvelteKit would build', () => {
    const { plan } = setUp({
      'package.json': manifest({ '@sveltejs/kit': '^2.0.0' }),
      'src/service-worker.ts': '',
    });
    assert.match(plan.notes.join(), /Remove that file: a site has one worker/);
  });
});

describe('sw-isr init in an Astro project', () => {
  it('adds the integration to an empty config', () => {
    const { files } = setUp({
      'package.json': manifest({ astro: '^5.0.0' }),
      'astro.config.mjs':
        "// @ts-check\nimport { defineConfig } from 'astro/config';\n\n// https://astro.build/config\nexport default defineConfig({});\n",
    });
    assert.equal(
      files['astro.config.mjs'],
      "// @ts-check\nimport { defineConfig } from 'astro/config';\nimport swIsr from 'sw-isr/astro';\n\n// https://astro.build/config\nexport default defineConfig({\n  integrations: [swIsr()],\n});\n",
    );
  });

  it('takes over prerender, by what the site does otherwise', () => {
    const pages = {
      'src/pages/index.astro': '---\nexport const prerender = true;\n---\n<p />',
      'src/pages/live.astro': '---\nexport const prerender = false;\n---\n<p />',
      'src/pages/plain.astro': '<p />',
    };
    const astro = { 'package.json': manifest({ astro: '^5.0.0' }), ...pages };
    assert.deepEqual(setUp({ ...astro, 'astro.config.ts': 'export default { output: "server" };' }).routes, [
      { match: '/', revalidate: '1h' },
      { match: '/*', revalidate: '5m' },
    ]);
    assert.deepEqual(setUp({ ...astro, 'astro.config.ts': 'export default {};' }).routes, [
      { match: '/live', revalidate: '1m' },
      { match: '/*', revalidate: '5m' },
    ]);
  });

  it("takes over the host's ISR", () => {
    const { routes } = setUp({
      'package.json': manifest({ astro: '^5.0.0' }),
      'astro.config.mjs':
        "export default defineConfig({ output: 'server', adapter: vercel({ isr: { expiration: 60 * 60 } }) });",
    });
    assert.deepEqual(routes, [{ match: '/*', revalidate: 3600 }]);
  });
});

describe('sw-isr init in a Vite project', () => {
  const vite = { 'package.json': manifest({ vite: '^7.0.0' }), 'index.html': '<html><head></head></html>' };
  const shapes = {
    'a function': 'export default defineConfig(({ mode }) => ({\n  plugins: [react()],\n}));\n',
    'a function with a block':
      'export default defineConfig(async () => {\n  const a = 1;\n  return { plugins: [react()] };\n});\n',
    'a constant':
      'const config = {\n  plugins: [react()],\n} satisfies UserConfig;\nexport default config;\n',
    'a list of its own': 'const plugins = [react()];\nexport default { plugins };\n',
    'a filtered list': 'export default { plugins: [react()].filter(Boolean) };\n',
    mergeConfig: 'export default mergeConfig(base, defineConfig({ plugins: [react()] }));\n',
  };
  for (const [name, code] of Object.entries(shapes))
    it(`adds the plugin to ${name}`, () => {
      const { files, plan } = setUp({ ...vite, 'vite.config.ts': code });
      assert.deepEqual(plan.manual, []);
      const expected = code.replace('[react()]', '[react(), swIsr()]');
      assert.equal(files['vite.config.ts'], `import { swIsr } from 'sw-isr/vite';\n\n${expected}`);
    });

  const unusual = {
    'a list that is computed': 'export default { plugins: createPlugins() };\n',
    'no object': 'export default createConfig();\n',
    'a syntax error': 'export default { plugins: [ ;\n',
  };
  for (const [name, code] of Object.entries(unusual))
    it(`says what to add where the config has ${name}, and changes the rest`, () => {
      const { written, plan } = setUp({ ...vite, 'vite.config.js': code });
      assert.deepEqual(written, ['isr.config.ts', 'package.json']);
      const [step] = plan.manual;
      assert.equal(step?.path, 'vite.config.js');
      assert.equal(step.add, "import { swIsr } from 'sw-isr/vite';\nplugins: [swIsr()]");
    });

  it('keeps CRLF, double quotes and missing semicolons', () => {
    const { files } = setUp({
      ...vite,
      'vite.config.js':
        'import { defineConfig } from "vite"\r\n\r\nexport default defineConfig({\r\n    server: { port: 1 }\r\n})\r\n',
    });
    assert.equal(
      files['vite.config.js'],
      'import { defineConfig } from "vite"\r\nimport { swIsr } from "sw-isr/vite"\r\n\r\nexport default defineConfig({\r\n    server: { port: 1 },\r\n    plugins: [swIsr()]\r\n})\r\n',
    );
  });

  it('makes a config where there is none', () => {
    const { files } = setUp(vite);
    assert.equal(
      files['vite.config.mjs'],
      "import { swIsr } from 'sw-isr/vite';\n\nexport default {\n  plugins: [swIsr()],\n};\n",
    );
  });

  it('finds personal areas among the routes of the app', () => {
    const { routes } = setUp({
      ...vite,
      'src/App.tsx': '<Route path="/account/*" /><Route path="/blog/:id" />',
      'src/router.ts': "export const routes = [{ path: 'checkout' }, { path: '/docs/settings' }];",
    });
    assert.deepEqual(
      routes.map(({ match }) => match),
      ['/account{/*}?', '/checkout{/*}?', '/*'],
    );
  });
});

describe('sw-isr init in a VitePress project', () => {
  it('adds the plugin and the script line', () => {
    const { files } = setUp({
      'package.json': manifest({ vitepress: '^1.6.0' }),
      'docs/.vitepress/config.mts': `import { defineConfig } from 'vitepress'

// https://vitepress.dev/reference/site-config
export default defineConfig({
  title: "My Awesome Project",
  base: '/docs/',
})
`,
    });
    assert.equal(
      files['docs/.vitepress/config.mts'],
      `import { defineConfig } from 'vitepress'
import { swIsr } from 'sw-isr/vite'

// https://vitepress.dev/reference/site-config
export default defineConfig({
  title: "My Awesome Project",
  base: '/docs/',
  vite: { plugins: [swIsr()] },
  head: [['script', { type: 'module', async: '', src: '/docs/sw-isr.js' }]],
})
`,
    );
  });

  it('adds to what is there', () => {
    const { files } = setUp({
      'package.json': manifest({ vitepress: '^1.6.0' }),
      '.vitepress/config.js': "export default { head: [['meta', {}]], vite: { plugins: [a()] } };\n",
    });
    assert.match(files['.vitepress/config.js'] ?? '', /plugins: \[a\(\), swIsr\(\)\]/);
    assert.match(files['.vitepress/config.js'] ?? '', /head: \[\['meta', \{\}\], \['script', /);
  });
});
