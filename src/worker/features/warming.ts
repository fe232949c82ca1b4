import { sitemapReader } from '../warming/paths.js';
import { sitemapPages } from '../warming/sitemaps.js';
import { createWarmer } from '../warming/warmer.js';
import type { Feature } from './feature.js';

/** Warming: fetches the pages in a route's `paths` before a visitor requests them. */
export const warming = (): Feature => ({ createWarmer });

/** `paths` that are a sitemap. */
export const sitemaps = (): Feature => ({
  install: (context) => sitemapReader.provide(context, sitemapPages),
});
