/** The packages whose worker sw-isr replaces: a site has one worker. */

export interface ReplacedPackage {
  name: string;
  /** The list of the config that the plugin stands in; undefined: it wraps the config. */
  list?: 'plugins' | 'integrations' | 'modules';
}

export const REPLACED: readonly ReplacedPackage[] = [
  { name: 'next-pwa' },
  { name: '@ducanh2912/next-pwa' },
  { name: '@serwist/next' },
  { name: '@vite-pwa/vitepress' },
  { name: '@vite-pwa/nuxt', list: 'modules' },
  { name: '@vite-pwa/astro', list: 'integrations' },
  { name: '@vite-pwa/sveltekit', list: 'plugins' },
  { name: 'vite-plugin-pwa', list: 'plugins' },
  { name: '@docusaurus/plugin-pwa', list: 'plugins' },
];

/** The replaced package that a project has, if any. The wrappers for a framework depend on the others, so they win. */
export const replacedIn = (packages: ReadonlySet<string>): ReplacedPackage | undefined =>
  REPLACED.find(({ name }) => packages.has(name));

/** Code that imports what only the old plugin provides. */
export const USES_PLUGIN =
  /['"](?:virtual:pwa-[\w/-]+|@serwist\/next\/\w+|next-pwa\/register)['"]|\$pwa\b|<(?:NuxtPwaManifest|VitePwaManifest)\b/;
