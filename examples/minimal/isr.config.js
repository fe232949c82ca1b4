import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [
    { match: '/news.html', revalidate: 10 }, // fresh for 10 seconds, so that you can watch it go stale
    { match: '/*', revalidate: '5m' },
  ],
});
