/** What happens to the worker that a project has: it is replaced. */
import { parseModule } from '../edit/syntax.js';
import { createFile, lineBefore } from '../edit/text.js';
import type { Edit, Facts, FoundRoute, Step } from '../types.js';
import { type ReplacedPackage, replacedIn, USES_PLUGIN } from './packages.js';
import { type KeptManifest, manifestOf } from './manifest.js';
import { removePlugin } from './remove.js';
import { takeoverOf } from './takeover.js';
import { denylist, runtimeCaching } from './runtime-caching.js';

export interface Replacement {
  name: string;
  /** The option `takeover`, as code. */
  takeover: string;
  steps: Step[];
  routes: FoundRoute[];
  notes: string[];
}

const CONFIGS =
  /^(?:(?:next|nuxt|vite|astro|docusaurus)\.config\.[mc]?[jt]s|(?:.*\/)?\.vitepress\/config(?:\/index)?\.m?[jt]s)$/;
/** Where the source of a worker of Serwist stands. */
const SERWIST_SOURCE = /(?:^|\/)(?:sw|service-worker)\.[jt]s$/;

const link = '<link rel="manifest" href="/manifest.webmanifest">';

const addLink: Edit = (before) => {
  if (before === undefined || /rel=["']?manifest/.test(before)) return before ?? '';
  const place = /<\/head\s*>/i.exec(before);
  return place ? lineBefore(before, place.index, link) : { because: 'it has no </head>', add: link };
};

/** Keeps the web app manifest that the plugin made of its options. */
function keepManifest(
  { text, isComputed }: KeptManifest,
  replaced: ReplacedPackage,
  hasPage: boolean,
): { steps: Step[]; notes: string[] } {
  if (text !== undefined && hasPage)
    return {
      steps: [
        { path: 'public/manifest.webmanifest', does: 'keeps the web app manifest', edit: createFile(text) },
        { path: 'index.html', does: 'links the web app manifest', edit: addLink },
      ],
      notes: [],
    };
  return {
    steps: [],
    notes:
      isComputed || text !== undefined
        ? [`${replaced.name} also wrote the web app manifest: write it as a file, and link it.`]
        : [],
  };
}

/** `virtual:pwa-register` has nobody to provide it once the plugin is gone. */
const users = ({ project }: Facts, config: string): string[] =>
  project.files.filter(
    (file) =>
      file !== config &&
      /\.(?:[mc]?[jt]sx?|vue|svelte|astro)$/.test(file) &&
      USES_PLUGIN.test(project.read(file) ?? ''),
  );

function plan(facts: Facts, replaced: ReplacedPackage, config: string, base: string): Replacement {
  const { name } = replaced;
  const code = facts.project.read(config) ?? '';
  const sources = [
    config,
    ...(name.startsWith('@serwist') ? facts.project.files.filter((file) => SERWIST_SOURCE.test(file)) : []),
  ];
  const modules = sources.flatMap((file) => {
    const module = parseModule(facts.project.read(file) ?? '');
    return module ? [{ file, module }] : [];
  });
  const found = modules.map(({ file, module }) => ({
    ...runtimeCaching(module, file),
    denied: denylist(module, file),
  }));
  const isOfNext = /next/.test(name);
  const left = found.reduce((sum, one) => sum + one.left, 0);
  const using = users(facts, config);
  const kept = manifestOf(code, replaced, facts, base);
  const manifest = keepManifest(kept, replaced, facts.project.read('index.html') !== undefined);
  const remove: Step = {
    path: config,
    does: `removes ${name}: a site has one worker`,
    edit:
      using.length === 0
        ? removePlugin(replaced)
        : () => ({
            because: `${using.join(', ')} imports from it`,
            add: `Remove these imports, and then the plugin of ${name}.`,
          }),
  };
  return {
    name,
    takeover: takeoverOf(
      modules.map(({ module }) => module),
      isOfNext,
    ),
    steps: [remove, ...manifest.steps],
    routes: found.flatMap(({ routes, denied }) => [...denied, ...routes]),
    notes: [
      `The worker of ${name} is replaced. Remove the package, too, once the site works.`,
      ...(left > 0
        ? [
            `${left} of its caching rules ${left === 1 ? 'is a function' : 'are functions'}, and not taken over.`,
          ]
        : []),
      ...manifest.notes,
    ],
  };
}

/** Undefined: the project has no such worker. @param base the path of the site */
export function replacementOf(facts: Facts, base = '/'): Replacement | undefined {
  const replaced = replacedIn(facts.packages);
  if (!replaced) return undefined;
  const config = facts.project.files.find(
    (file) => CONFIGS.test(file) && facts.project.read(file)?.includes(replaced.name),
  );
  return config === undefined ? undefined : plan(facts, replaced, config, base);
}
