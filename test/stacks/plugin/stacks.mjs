/**
 * The frameworks in which the plugin is tried: an empty project with two pages and a part that is loaded late, the few
 * lines that a user adds for sw-isr, how it is built, and how it is served.
 */

/**
 * @typedef {object} Stack
 * @property {string} name
 * @property {Record<string, string>} packages pinned versions
 * @property {string} build the project's own build
 * @property {string[]} serve what `node` runs in production; `PORT` is replaced
 * @property {(version: string) => Record<string, string>} files the project, without sw-isr
 * @property {Record<string, string>} setUp the files that a user changes for sw-isr
 */

/** What each of the pages does in a browser. `load` names the function that loads the late part. */
const LATE = (/** @type {string} */ version) => `export const text = 'Late ${version}';\n`;
const FAVICON = '<link rel="icon" href="data:,">';

/** @type {Stack[]} */
export const STACKS = [
  {
    name: 'vite',
    packages: { vite: '7.3.8' },
    build: 'vite build',
    serve: ['node_modules/vite/bin/vite.js', 'preview', '--port', 'PORT', '--strictPort'],
    files: (version) => ({
      'index.html': `<!doctype html>
<html lang="en"><head><title>Home</title>${FAVICON}</head>
<body><main>Version ${version}</main><a href="/about.html">About</a><button>Load</button><output></output><script type="module" src="/main.js"></script></body></html>`,
      'about.html': `<!doctype html><html lang="en"><head><title>About</title>${FAVICON}</head><body><h1>About</h1></body></html>`,
      'main.js': `document.querySelector('button').onclick = async () => {
  document.querySelector('output').textContent = (await import('./late.js')).text;
};
`,
      'late.js': LATE(version),
      'vite.config.js': `export default { build: { rollupOptions: { input: ['index.html', 'about.html'] } } };\n`,
    }),
    setUp: {
      'vite.config.js': `import { swIsr } from 'sw-isr/vite';

export default { plugins: [swIsr()], build: { rollupOptions: { input: ['index.html', 'about.html'] } } };
`,
    },
  },
  {
    name: 'astro',
    packages: { astro: '5.18.2' },
    build: 'astro build',
    serve: ['node_modules/astro/astro.js', 'preview', '--port', 'PORT'],
    files: (version) => ({
      'src/pages/index.astro': `<html lang="en"><head><title>Home</title>${FAVICON}</head>
<body><main>Version ${version}</main><a href="/about">About</a><button>Load</button><output></output>
<script>
  document.querySelector('button').onclick = async () => {
    document.querySelector('output').textContent = (await import('../late.js')).text;
  };
</script></body></html>`,
      'src/pages/about.astro': `<html lang="en"><head><title>About</title>${FAVICON}</head><body><h1>About</h1></body></html>`,
      'src/late.js': LATE(version),
      'astro.config.mjs': `export default {};\n`,
    }),
    setUp: {
      'astro.config.mjs': `import swIsr from 'sw-isr/astro';

export default { integrations: [swIsr()] };
`,
    },
  },
  {
    name: 'nuxt',
    packages: { nuxt: '4.4.5', vue: '3.5.45', 'vue-router': '4.6.4' },
    build: 'nuxt build',
    serve: ['.output/server/index.mjs'],
    files: (version) => ({
      'app/app.vue': '<template><NuxtPage /></template>\n',
      'app/pages/index.vue': `<script setup>
const text = ref('');
const load = async () => {
  text.value = (await import('~/late.js')).text;
};
</script>
<template>
  <div><main>Version ${version}</main><NuxtLink to="/about">About</NuxtLink><button @click="load">Load</button><output>{{ text }}</output></div>
</template>
`,
      'app/pages/about.vue': '<template><h1>About</h1></template>\n',
      'app/late.js': LATE(version),
      'nuxt.config.ts': `export default defineNuxtConfig({ compatibilityDate: '2025-11-01', telemetry: false });\n`,
    }),
    setUp: {
      'nuxt.config.ts': `export default defineNuxtConfig({
  compatibilityDate: '2025-11-01',
  telemetry: false,
  modules: ['sw-isr/nuxt'],
});
`,
    },
  },
  {
    name: 'sveltekit',
    packages: {
      '@sveltejs/adapter-node': '5.5.7',
      '@sveltejs/kit': '2.70.4',
      '@sveltejs/vite-plugin-svelte': '6.2.4',
      svelte: '5.57.3',
      vite: '7.3.8',
    },
    build: 'vite build',
    serve: ['build/index.js'],
    files: (version) => ({
      'src/app.html': `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${FAVICON}%sveltekit.head%</head><body><div style="display: contents">%sveltekit.body%</div></body></html>
`,
      'src/routes/+page.svelte': `<script>
  let text = $state('');
  const load = async () => {
    text = (await import('$lib/late.js')).text;
  };
</script>
<main>Version ${version}</main><a href="/about">About</a><button onclick={load}>Load</button><output>{text}</output>
`,
      'src/routes/about/+page.svelte': '<h1>About</h1>\n',
      'src/lib/late.js': LATE(version),
      'svelte.config.js': `import adapter from '@sveltejs/adapter-node';

export default { kit: { adapter: adapter() } };
`,
      'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';

export default { plugins: [sveltekit()] };
`,
    }),
    setUp: {
      'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';
import { swIsr } from 'sw-isr/sveltekit';

export default { plugins: [swIsr(), sveltekit()] };
`,
    },
  },
  ...['turbopack', 'webpack'].map(
    (bundler) =>
      /** @type {Stack} */ ({
        name: bundler === 'webpack' ? 'next-webpack' : 'next',
        packages: { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' },
        build: `next build --${bundler}`,
        serve: ['node_modules/next/dist/bin/next', 'start', '-p', 'PORT'],
        files: (version) => ({
          'app/layout.jsx': `export default function Layout({ children }) {
  return <html lang="en"><head>${FAVICON.replace('>', ' />')}</head><body>{children}</body></html>;
}
`,
          'app/page.jsx': `import { Late } from './late-button.jsx';

export default function Home() {
  return <><main>Version ${version}</main><a href="/about">About</a><Late /></>;
}
`,
          'app/late-button.jsx': `'use client';
import { useState } from 'react';

export function Late() {
  const [text, setText] = useState('');
  return <><button onClick={() => import('./late.js').then((late) => setText(late.text))}>Load</button><output>{text}</output></>;
}
`,
          'app/late.js': LATE(version),
          'app/about/page.jsx': 'export default function About() {\n  return <h1>About</h1>;\n}\n',
          'next.config.mjs':
            'export default { turbopack: { root: import.meta.dirname }, outputFileTracingRoot: import.meta.dirname };\n',
        }),
        setUp: {
          'next.config.mjs': `import { withSwIsr } from 'sw-isr/next';

export default withSwIsr({ turbopack: { root: import.meta.dirname }, outputFileTracingRoot: import.meta.dirname });
`,
          'app/layout.jsx': `export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>${FAVICON.replace('>', ' />')}</head>
      <body>
        <script type="module" async src="/sw-isr.js" />
        {children}
      </body>
    </html>
  );
}
`,
        },
      }),
  ),
];

/** What a user writes in each of them. */
export const CONFIG = `import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [{ match: '/*', revalidate: 1 }],
});
`;
