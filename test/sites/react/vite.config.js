import react from '@vitejs/plugin-react';

export default {
  plugins: [react()],
  define: { __VERSION__: JSON.stringify(process.env.SITE_VERSION) },
  build: { outDir: `dist/${process.env.SITE_VERSION}`, assetsInlineLimit: 0 },
};
