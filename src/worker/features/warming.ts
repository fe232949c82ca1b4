import { sitemapReader } from '../warming/paths.js';
import { sitemapPages } from '../warming/sitemaps.js';
import { createWarmer } from '../warming/warmer.js';
import type { Feature } from './feature.js';

/** Warming: fetches the pages in a route's `paths` before a visitor requests them. */
export const warming = (): Feature => ({
  start(context, routes) {
    const warmer = createWarmer(context, routes);
    return {
      onActivate: () => warmer.run({ waitUntil: () => undefined }, 'all'),
      onResponse: (event, response) => warmer.visitorRequest(event, response),
      onHello(event) {
        warmer.run(event);
        return undefined;
      },
      commands: {
        async warm({ event }) {
          warmer.run(event);
          return null;
        },
      },
    };
  },
});

/** `paths` that are a sitemap. */
export const sitemaps = (): Feature => ({
  install: (context) => sitemapReader.provide(context, sitemapPages),
});
