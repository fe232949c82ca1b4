import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [
    { match: '/news', revalidate: 2 },
    { match: '/*', revalidate: '5m' },
  ],
});
