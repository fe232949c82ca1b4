/** The order of the pages. A document that is not named here is listed under "More". */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { idOf } from './src/markdown/paths.mjs';

const DOCS = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ label: string, pages: (string | [id: string, label: string])[], isClosed?: boolean }} Group */

/** @type {Group[]} */
export const GROUPS = [
  {
    label: 'Quick start',
    pages: [
      ['quick-start', 'Choose your stack'],
      ['quick-start/vite', 'Vite'],
      ['quick-start/next', 'Next.js'],
      ['quick-start/nuxt', 'Nuxt'],
      ['quick-start/astro', 'Astro'],
      ['quick-start/sveltekit', 'SvelteKit'],
      ['quick-start/vitepress', 'VitePress'],
      ['quick-start/static-generators', 'Eleventy, Hugo, Jekyll, …'],
      ['quick-start/rails', 'Rails'],
      ['quick-start/laravel', 'Laravel'],
      ['quick-start/wordpress', 'WordPress'],
      ['quick-start/plain-folder', 'A plain folder'],
    ],
  },
  {
    label: 'Guides',
    pages: [
      ['guides/freshness', 'Freshness'],
      ['guides/fallback', 'First visits'],
      'whose-page',
      ['revalidation', 'Tags and revalidation'],
      ['feed', 'Revalidation feed'],
      'deployments',
      ['guides/offline', 'Offline'],
      ['elements', 'Offer a new version'],
      'inspector',
      ['doctor', 'Doctor'],
      'frameworks',
      ['operations', 'Update and remove'],
    ],
  },
  {
    label: 'Help',
    pages: ['troubleshooting', ['requirements', 'Requirements'], ['support', 'Tested browsers']],
  },
  {
    label: 'Coming from',
    pages: [
      ['migrate/workbox', 'Workbox'],
      ['migrate/next-pwa', 'next-pwa'],
      ['migrate/vite-plugin-pwa', 'vite-plugin-pwa'],
      ['takeover', 'Take over its visitors'],
      ['comparison', 'Comparison'],
    ],
  },
  {
    label: 'Reference',
    pages: ['config', 'cli', 'client', 'caching', ['modes', 'Cache modes'], ['semantics', 'Rules']],
  },
  {
    label: 'API',
    isClosed: true,
    pages: [],
  },
  {
    label: 'In depth',
    isClosed: true,
    pages: ['how-it-works', 'performance', 'scale', ['decisions', 'Decisions']],
  },
];

/** The Markdown files below a folder, from there. @param {string} folder @returns {string[]} */
const markdownIn = (folder) =>
  existsSync(folder)
    ? /** @type {string[]} */ (readdirSync(folder, { recursive: true })).filter((path) =>
        path.endsWith('.md'),
      )
    : [];

/** The pages of `docs/`, by their IDs. Of this folder, only the API reference has some. */
export function pagesOf(docs = DOCS) {
  const entries = readdirSync(docs, { withFileTypes: true });
  const folders = [
    ...entries.filter((entry) => entry.isDirectory() && entry.name !== 'site').map(({ name }) => name),
    'site/api',
  ];
  const files = entries.filter(({ name }) => name.endsWith('.md')).map(({ name }) => name);
  return [
    ...files,
    ...folders.flatMap((name) => markdownIn(join(docs, name)).map((file) => `${name}/${file}`)),
  ]
    .map(idOf)
    .sort();
}

/** What Starlight takes. Each entry that is not there yet is left out, so that a part of the documents can be built. */
export function sidebar() {
  const there = pagesOf();
  const named = new Set(GROUPS.flatMap(({ pages }) => pages.map((page) => [page].flat()[0])));
  const others = there.filter((id) => !named.has(id) && !/^(?:api|decisions)\//.test(id));
  const api = there.filter((id) => id.startsWith('api/') || id === 'api');
  const groups = GROUPS.map((group) => (group.label === 'API' ? { ...group, pages: api } : group));
  return [...groups, { label: 'More', pages: others }]
    .map(({ label, pages, isClosed = false }) => ({
      label,
      collapsed: isClosed,
      items: pages
        .map((page) => [page].flat())
        .filter(([id = '']) => there.includes(id))
        .map(([slug = '', text]) => (text ? { slug, label: text } : { slug })),
    }))
    .filter(({ items }) => items.length > 0);
}
