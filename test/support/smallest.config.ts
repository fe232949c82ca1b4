/** The smallest config that is of use, so that the bundle it makes holds what every worker needs, and no more. */
import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [{ match: '/*', revalidate: 60 }],
  assets: false,
  offline: '/offline',
});
