// @ts-check
import starlight from '@astrojs/starlight';
import { defineConfig, passthroughImageService } from 'astro/config';
import { withPageLinks, withoutTitle, withScrollingTables } from './src/markdown/plugins.mjs';
import { sidebar } from './sidebar.mjs';

export default defineConfig({
  // The address of the site, for its sitemap and its canonical links. Without it there are none.
  ...(process.env.DOCS_URL && { site: process.env.DOCS_URL }),
  // The pictures are as small as they get.
  image: { service: passthroughImageService() },
  markdown: {
    remarkPlugins: [withoutTitle, withPageLinks],
    rehypePlugins: [withScrollingTables],
    smartypants: false,
  },
  integrations: [
    starlight({
      title: 'sw-isr',
      description: 'Incremental Static Regeneration in the visitor’s browser.',
      logo: { src: './src/logo.svg', alt: '' },
      favicon: '/favicon.svg',
      customCss: ['./src/styles/site.css'],
      sidebar: sidebar(),
      components: { SkipLink: './src/components/SkipLink.astro' },
      head: [
        { tag: 'script', attrs: { type: 'module', async: true, src: '/sw-isr.js' } },
        { tag: 'script', attrs: { type: 'module', src: '/isr-elements.js' } },
      ],
      // So that the headings of these files have links, too.
      markdown: { processedDirs: ['..'] },
      lastUpdated: false,
      pagination: true,
    }),
  ],
  // Pictures are in docs/images, beside this folder.
  vite: { server: { fs: { allow: ['..'] } } },
});
