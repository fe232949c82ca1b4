import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [{ match: '/*', revalidate: '5m' }],
});
