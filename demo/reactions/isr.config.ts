import { defineConfig } from 'sw-isr';

export default defineConfig({
  // What this browser holds can be looked at: /__isr.
  inspector: true,
  // Webhooks reach it: an open page hears of a reaction at once.
  feed: '/_isr/feed',
  routes: [
    { match: '/api/*', revalidate: 0 },
    // The counts are never older than they have to be, and never waited for.
    { match: '/', revalidate: 1, tags: ['reactions'] },
    // Who reacts sees it: a write makes the page be asked for first.
    { match: '/issue', revalidate: 1, tags: ['reactions'], audience: 'user' },
  ],
});
