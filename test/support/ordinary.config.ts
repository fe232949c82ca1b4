/** What most sites would write first: one route with a loading shell, and all defaults. */
import { defineConfig } from 'sw-isr';

export default defineConfig({
  routes: [{ match: '/*', revalidate: 60, fallback: true }],
});
