/** The stacks: how an empty project of each is made, built, served and changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Stack
 * @property {string} name
 * @property {string[]} create what a user types for a new project; `site` is its folder, `.` the folder above
 * @property {Record<string, string>} [files] what the user writes besides
 * @property {string[]} [install] packages of the project that `npm install` does not know yet
 * @property {string[]} [serve] the production server; `PORT` is replaced. Without it the folder `out` is served
 * @property {string} [out] the built site
 * @property {{ path: string, from: string }} text a text of the first page, which a new version changes
 * @property {string} [other] the path of a second page
 */

const PAGE = (/** @type {string} */ title) =>
  `<!doctype html>\n<html>\n  <head>\n    <title>${title}</title>\n  </head>\n  <body>\n    <h1>First version</h1>\n    <a href="/about/">About</a>\n  </body>\n</html>\n`;

const FIRST = 'First version';

/** @type {Stack[]} */
export const STACKS = [
  {
    name: 'folder',
    create: ['mkdir site'],
    files: { 'index.html': PAGE('Home'), 'about/index.html': PAGE('About') },
    out: '.',
    text: { path: 'index.html', from: FIRST },
    other: '/about/',
  },
  {
    name: 'eleventy',
    create: ['mkdir site', 'cd site && npm init -y', 'cd site && npm install -D @11ty/eleventy'],
    files: {
      '_includes/base.njk':
        '<!doctype html>\n<html>\n  <head>\n    <title>{{ title }}</title>\n  </head>\n  <body>{{ content | safe }}</body>\n</html>\n',
      'index.md': '---\nlayout: base.njk\ntitle: Home\n---\n# First version\n',
      'about.md': '---\nlayout: base.njk\ntitle: About\n---\n# About\n',
    },
    out: '_site',
    text: { path: 'index.md', from: FIRST },
    other: '/about/',
  },
  {
    name: 'docusaurus',
    create: [
      'npx --yes create-docusaurus@latest site classic --javascript --skip-install',
      'cd site && npm install',
    ],
    out: 'build',
    text: { path: 'docusaurus.config.js', from: "tagline: 'Dinosaurs are cool'" },
    other: '/docs/intro',
  },
  {
    name: 'hugo',
    create: [
      'hugo new site site',
      'cd site && hugo new theme mine',
      'cd site && echo \'theme = "mine"\' >> config.toml',
    ],
    files: {
      'content/_index.md': '---\ntitle: Home\n---\n',
      'content/about.md': '---\ntitle: About\n---\nAbout\n',
      // Debian's Hugo makes a theme whose head is empty.
      'themes/mine/layouts/partials/head.html':
        '<head><meta charset="utf-8"><title>{{ .Title }}</title></head>\n',
      'themes/mine/layouts/index.html': '{{ define "main" }}<h1>First version</h1>{{ end }}\n',
      'themes/mine/layouts/_default/single.html': '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}\n',
    },
    out: 'public',
    text: { path: 'themes/mine/layouts/index.html', from: FIRST },
    other: '/about/',
  },
  {
    name: 'jekyll',
    create: ['jekyll new site --skip-bundle --blank'],
    files: { 'about.md': '---\nlayout: default\ntitle: About\npermalink: /about/\n---\nAbout\n' },
    out: '_site',
    text: { path: 'index.md', from: "You're ready to go!" },
    other: '/about/',
  },
  {
    name: 'vite',
    create: [
      'npx --yes create-vite@latest site --template react-ts --no-interactive',
      'cd site && npm install',
    ],
    serve: ['npx', 'vite', 'preview', '--port', 'PORT', '--strictPort'],
    text: { path: 'src/App.tsx', from: 'Get started' },
  },
  {
    name: 'next',
    create: [
      'npx --yes create-next-app@latest site --ts --app --no-eslint --no-tailwind --no-src-dir --import-alias "@/*" --use-npm --yes --disable-git',
    ],
    files: {
      // The template's layout fetches fonts of another site when it is built.
      'app/layout.tsx':
        'export default function RootLayout({ children }: { children: React.ReactNode }) {\n  return (\n    <html lang="en">\n      <body>{children}</body>\n    </html>\n  );\n}\n',
      'app/about/page.tsx': 'export default function About() {\n  return <h1>About</h1>;\n}\n',
    },
    serve: ['npx', 'next', 'start', '-p', 'PORT'],
    text: { path: 'app/page.tsx', from: 'To get started' },
    other: '/about',
  },
  {
    name: 'nuxt',
    create: ['mkdir site', 'cd site && npm init -y', 'cd site && npm install nuxt vue vue-router'],
    files: {
      'nuxt.config.ts': "export default defineNuxtConfig({\n  compatibilityDate: '2025-07-15',\n})\n",
      'app/pages/index.vue':
        '<template>\n  <main><h1>First version</h1><NuxtLink to="/about">About</NuxtLink></main>\n</template>\n',
      'app/pages/about.vue': '<template>\n  <h1>About</h1>\n</template>\n',
      'app/app.vue': '<template>\n  <NuxtPage />\n</template>\n',
      'package.json':
        '{\n  "name": "site",\n  "private": true,\n  "type": "module",\n  "scripts": { "build": "nuxt build" }\n}\n',
    },
    install: ['nuxt', 'vue', 'vue-router'],
    serve: ['node', '.output/server/index.mjs'],
    text: { path: 'app/pages/index.vue', from: FIRST },
    other: '/about',
  },
  {
    name: 'sveltekit',
    create: ['npx --yes sv create site --template minimal --types ts --no-add-ons --install npm'],
    files: { 'src/routes/about/+page.svelte': '<h1>About</h1>\n' },
    serve: ['npx', 'vite', 'preview', '--port', 'PORT', '--strictPort'],
    text: { path: 'src/routes/+page.svelte', from: 'Welcome to SvelteKit' },
    other: '/about',
  },
  {
    name: 'astro',
    // The newest creates no project in Node 20.
    create: ['mkdir site', 'cd site && npm init -y', 'cd site && npm install astro@5'],
    files: {
      'package.json':
        '{\n  "name": "site",\n  "private": true,\n  "type": "module",\n  "scripts": { "build": "astro build" }\n}\n',
      'astro.config.mjs':
        "// @ts-check\nimport { defineConfig } from 'astro/config';\n\n// https://astro.build/config\nexport default defineConfig({});\n",
      'src/pages/index.astro':
        '<html><head><title>Home</title></head><body><h1>First version</h1></body></html>\n',
      'src/pages/about.astro': '<html><head><title>About</title></head><body><h1>About</h1></body></html>\n',
    },
    install: ['astro@5'],
    serve: ['npx', 'astro', 'preview', '--port', 'PORT'],
    text: { path: 'src/pages/index.astro', from: FIRST },
    other: '/about/',
  },
  {
    name: 'vitepress',
    create: ['mkdir site', 'cd site && npm init -y', 'cd site && npm install -D vitepress'],
    files: {
      'package.json':
        '{\n  "name": "site",\n  "private": true,\n  "type": "module",\n  "scripts": { "build": "vitepress build" }\n}\n',
      '.vitepress/config.mts':
        "import { defineConfig } from 'vitepress'\n\nexport default defineConfig({\n  title: 'Site',\n})\n",
      'index.md': '# First version\n\n[About](/about)\n',
      'about.md': '# About\n',
    },
    install: ['vitepress'],
    out: '.vitepress/dist',
    text: { path: 'index.md', from: FIRST },
    other: '/about.html',
  },
];

/** Changes the text that tells the versions apart. @param {string} folder @param {Stack} stack @param {string} version */
export async function setVersion(folder, { text: { path, from } }, version) {
  const file = join(folder, path);
  const before = await readFile(file, 'utf8');
  const marked = from.startsWith('tagline') ? `tagline: '${version}'` : version;
  const after = before.includes('Version-')
    ? before.replace(/Version-\w+/, version)
    : before.replace(from, marked);
  if (after === before)
    throw new Error(`Failed to change "${path}": it does not hold ${from}. Correct stacks.mjs.`);
  await writeFile(file, after);
}
