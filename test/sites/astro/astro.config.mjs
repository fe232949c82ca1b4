import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  outDir: `dist/${process.env.SITE_VERSION}`,
  devToolbar: { enabled: false },
  vite: {
    define: { __VERSION__: JSON.stringify(process.env.SITE_VERSION) },
    build: { assetsInlineLimit: 0 },
  },
});
