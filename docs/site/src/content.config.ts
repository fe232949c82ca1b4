import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { documentsLoader } from './markdown/loader.mjs';

export const collections = {
  docs: defineCollection({ loader: documentsLoader(), schema: docsSchema() }),
};
