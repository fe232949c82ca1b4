import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  outDir: `dist/${process.env.SITE_VERSION}`,
  // Forms are only taken from the site's own address, which the server has to know.
  security: { allowedDomains: [{ protocol: 'http', hostname: '127.0.0.1' }] },
  devToolbar: { enabled: false },
  vite: {
    define: { __VERSION__: JSON.stringify(process.env.SITE_VERSION) },
    build: { assetsInlineLimit: 0 },
  },
});
