import { sitemapReader } from '../warming/paths.js';
import { sitemapPages } from '../warming/sitemaps.js';
import { createWarmer } from '../warming/warmer.js';
import type { Feature } from './feature.js';

/** Pages that are generated before anybody asks for them, by a route's `paths`. */
export const warming = (): Feature => ({ createWarmer });

/** `paths` that are the site's sitemap. */
export const sitemaps = (): Feature => ({
  install: (context) => sitemapReader.provide(context, sitemapPages),
});
