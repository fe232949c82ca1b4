import { defineNuxtConfig } from 'nuxt/config';

export default defineNuxtConfig({
  compatibilityDate: '2025-11-01',
  telemetry: false,
  srcDir: '.',
  dir: { public: 'public' },
  css: ['~/assets/style.css'],
  app: {
    head: {
      htmlAttrs: { lang: 'en' },
      link: [{ rel: 'icon', href: 'data:,' }],
      script: [{ type: 'module', async: true, src: '/sw-isr.js' }],
    },
  },
  // A payload (`/guide/_payload.json`) is what a prerendered page has.
  routeRules: { '/guide': { prerender: true } },
  nitro: { output: { dir: `dist/${process.env.SITE_VERSION}` } },
  vite: {
    define: { __VERSION__: JSON.stringify(process.env.SITE_VERSION) },
    build: { assetsInlineLimit: 0 },
  },
});
