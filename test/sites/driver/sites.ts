/** What the driver has to know of each site: how it is built, how it is served, what it has not. */
import type { Column } from './columns.js';

export type Version = 'A' | 'B';

export interface SiteDefinition {
  /** The folder under `test/sites`. */
  name: string;
  title: string;
  /** The npm package whose version the table names. */
  packageName: string;
  /** What Node runs to build `dist/VERSION`; absent where the server makes the pages by itself. */
  build?: readonly string[];
  /** The style sheet that differs between the versions, written before a build. */
  versionFile?: string;
  /** What Node runs to serve a version. */
  serve: (version: Version, port: number) => readonly string[];
  /** The checks that this site has nothing for, each with the reason. */
  without: Partial<Record<Column, string>>;
  /** Whether the page `/news` is rendered by the server. */
  rendersNews: boolean;
  /**
   * Whether a link asks for a part and leaves the page as it is where that fails. While the browser knows of a network
   * the worker does not take such requests (rule 30), and links do the same as without it.
   */
  linksNeedServer?: boolean;
}

const NO_PARTS = 'its data and parts are in "links, back, forward"';

export const SITES: readonly SiteDefinition[] = [
  {
    name: 'next',
    title: 'Next.js, App Router',
    packageName: 'next',
    build: ['node_modules/next/dist/bin/next', 'build'],
    versionFile: 'app/version.css',
    serve: (_, port) => ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', `${port}`],
    without: { parts: NO_PARTS },
    rendersNews: true,
  },
  {
    name: 'astro',
    title: 'Astro, ClientRouter',
    packageName: 'astro',
    build: ['node_modules/astro/astro.js', 'build'],
    versionFile: 'src/layouts/version.css',
    serve: (version) => [`dist/${version}/server/entry.mjs`],
    without: { parts: NO_PARTS },
    rendersNews: true,
  },
  {
    name: 'react',
    title: 'Vite and React, single page',
    packageName: 'react-router',
    build: ['node_modules/vite/bin/vite.js', 'build'],
    versionFile: 'src/version.css',
    serve: () => ['server.mjs'],
    without: { parts: NO_PARTS },
    rendersNews: false,
  },
  {
    name: 'turbo',
    title: 'Turbo: Drive, Frames, Streams',
    packageName: '@hotwired/turbo',
    serve: () => ['server.mjs'],
    without: {},
    rendersNews: true,
  },
  {
    name: 'htmx',
    title: 'htmx, boosted',
    packageName: 'htmx.org',
    serve: () => ['server.mjs'],
    without: {},
    rendersNews: true,
    linksNeedServer: true,
  },
  {
    name: 'sveltekit',
    title: 'SvelteKit, adapter-node',
    packageName: '@sveltejs/kit',
    build: ['node_modules/vite/bin/vite.js', 'build'],
    versionFile: 'src/lib/version.css',
    serve: (version) => [`dist/${version}/index.js`],
    without: { parts: NO_PARTS },
    rendersNews: true,
  },
  {
    name: 'nuxt',
    title: 'Nuxt',
    packageName: 'nuxt',
    build: ['node_modules/nuxt/bin/nuxt.mjs', 'build'],
    versionFile: 'assets/version.css',
    serve: (version) => [`dist/${version}/server/index.mjs`],
    without: { parts: NO_PARTS },
    rendersNews: true,
  },
  {
    name: 'vitepress',
    title: 'VitePress',
    packageName: 'vitepress',
    build: ['node_modules/vitepress/bin/vitepress.js', 'build'],
    versionFile: '.vitepress/theme/version.css',
    serve: () => ['server.mjs'],
    without: {
      parts: NO_PARTS,
      stale: 'a static site: what changes is in "deploy"',
      form: 'a static site has no forms',
      login: 'a static site has no login',
    },
    rendersNews: false,
  },
];

export const folderOf = ({ name }: SiteDefinition): string => `test/sites/${name}`;
