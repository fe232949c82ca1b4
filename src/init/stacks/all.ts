/** All stacks, in the order in which they are looked for: Laravel and Docusaurus bring a bundler along. */
import type { Facts, Stack } from '../types.js';
import { astro } from './bundled/astro.js';
import { next } from './bundled/next.js';
import { nuxt } from './bundled/nuxt.js';
import { sveltekit } from './bundled/sveltekit.js';
import { vite } from './bundled/vite.js';
import { vitepress } from './bundled/vitepress.js';
import { laravel } from './servers/laravel.js';
import { rails } from './servers/rails.js';
import { wordpress } from './servers/wordpress.js';
import { docusaurus } from './static/docusaurus.js';
import { eleventy } from './static/eleventy.js';
import { folder } from './static/folder.js';
import { hugo } from './static/hugo.js';
import { jekyll } from './static/jekyll.js';

export const STACKS: readonly Stack[] = [
  next,
  nuxt,
  sveltekit,
  astro,
  vitepress,
  docusaurus,
  laravel,
  rails,
  wordpress,
  eleventy,
  vite,
  hugo,
  jekyll,
  folder,
];

/** The stack of a project. There is always one: the last takes every folder. */
export const stackOf = (facts: Facts): Stack => STACKS.find(({ isUsed }) => isUsed(facts)) ?? folder;
