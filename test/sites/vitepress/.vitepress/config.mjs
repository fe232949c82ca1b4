import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Site',
  titleTemplate: false,
  cleanUrls: true,
  outDir: `dist/${process.env.SITE_VERSION}`,
  cacheDir: '.vitepress/cache',
  head: [
    ['link', { rel: 'icon', href: 'data:,' }],
    ['script', { type: 'module', async: '', src: '/sw-isr.js' }],
  ],
  vite: {
    define: { __VERSION__: JSON.stringify(process.env.SITE_VERSION) },
    build: { assetsInlineLimit: 0 },
  },
});
