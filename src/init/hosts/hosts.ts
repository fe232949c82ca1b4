/** Writes the header of the scripts where the host has a file for it. */
import { editJson, type Json, type JsonChange } from '../edit/json.js';
import { appendBlock } from '../edit/text.js';
import type { Edit, Facts, StackPlan, Step } from '../types.js';
import { APACHE, caddy, headersFile, NAMES_BOTH, netlifyToml, nginx, scriptPaths } from './rules.js';

const CACHE_CONTROL = { key: 'Cache-Control', value: 'no-cache' };
const list = (value: Json): Json[] => (Array.isArray(value) ? value : []);
const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesBoth = (value: Json): boolean => NAMES_BOTH.test(JSON.stringify(value ?? ''));

const json = (add: unknown, change: (value: { [key: string]: Json }) => readonly JsonChange[]): Edit =>
  editJson('{}\n', { because: 'its shape is unusual', add: JSON.stringify(add, null, 2) }, change);

/** Adds an entry to a list, which is made where it is missing. */
const inserted = (
  value: { [key: string]: Json },
  name: string,
  at: (string | number)[],
  entries: Json[],
  first = false,
): JsonChange[] => {
  if (value[name] === undefined) return [{ path: [...at, name], value: entries }];
  const { length } = list(value[name]);
  const place = (index: number) => (first ? index : length + index);
  return entries.map((entry, index) => ({
    path: [...at, name, place(index)],
    value: entry,
    isInsertion: true,
  }));
};

function vercel(base: string | undefined): Edit {
  const [worker = ''] = scriptPaths(base);
  const entry = { source: worker.replace('sw.js', '(sw|sw-isr).js'), headers: [CACHE_CONTROL] };
  return json({ headers: [entry] }, (value) =>
    namesBoth(value.headers) ? [] : inserted(value, 'headers', [], [entry]),
  );
}

function firebase(base: string | undefined): Edit {
  const [worker = ''] = scriptPaths(base);
  const entry = { source: worker.replace('sw.js', '@(sw|sw-isr).js'), headers: [CACHE_CONTROL] };
  return json({ headers: [entry] }, ({ hosting }) => {
    const sites = (Array.isArray(hosting) ? hosting : [hosting]).map((site, at) => ({ site, at }));
    return sites.flatMap(({ site, at }) => {
      if (!isObject(site) || namesBoth(site.headers)) return [];
      return inserted(site, 'headers', Array.isArray(hosting) ? ['hosting', at] : ['hosting'], [entry]);
    });
  });
}

/** Of the routes of Azure's Static Web Apps the first that matches wins. */
function azure(base: string | undefined): Edit {
  const entries = scriptPaths(base).map((route) => ({ route, headers: { 'Cache-Control': 'no-cache' } }));
  return json({ routes: entries }, (value) =>
    namesBoth(value.routes) ? [] : inserted(value, 'routes', [], entries, true),
  );
}

/** The lines to add to a file that no program should change. */
const shown =
  (because: string, add: string): Edit =>
  (before = '') =>
    NAMES_BOTH.test(before) ? before : { because, add };

interface HostFile {
  pattern: RegExp;
  edit: (base: string | undefined) => Edit;
}

const HOST_FILES: readonly HostFile[] = [
  { pattern: /^vercel\.json$/, edit: vercel },
  { pattern: /^firebase\.json$/, edit: firebase },
  { pattern: /(?:^|\/)staticwebapp\.config\.json$/, edit: azure },
  { pattern: /^(?:[\w-]+\/)?\.htaccess$/, edit: () => appendBlock(APACHE, NAMES_BOTH) },
  {
    pattern: /(?:^|\/)(?:nginx[^/]*\.conf(?:\.\w+)?|nginx\/.*\.conf)$/,
    edit: (base) => shown('it belongs into the block of your server', nginx(base)),
  },
  {
    pattern: /(?:^|\/)Caddyfile$/,
    edit: (base) => shown('it belongs into the block of your site', caddy(scriptPaths(base))),
  },
];

const DOES = 'sends the header of the scripts';

const hasNetlify = ({ packages, project }: Facts): boolean =>
  project.read('netlify.toml') !== undefined || [...packages].some((name) => /netlify/.test(name));

const hasCloudflare = ({ packages, project }: Facts): boolean =>
  project.files.some((file) => /^wrangler\.(?:toml|jsonc?)$/.test(file)) ||
  packages.has('@astrojs/cloudflare');

/** Netlify and Cloudflare read `_headers`; without a folder for it, `netlify.toml` does for Netlify. */
function headerSteps(facts: Facts, { base, staticFolder }: StackPlan): Step[] {
  const { files, read } = facts.project;
  const existing = files.find((file) => /^(?:[\w-]+\/)*_headers$/.test(file));
  const paths = scriptPaths(base);
  const file = appendBlock(headersFile(paths), NAMES_BOTH);
  if (existing !== undefined) return [{ path: existing, does: DOES, edit: file }];
  if (read('netlify.toml') !== undefined)
    return [{ path: 'netlify.toml', does: DOES, edit: appendBlock(netlifyToml(paths), NAMES_BOTH) }];
  if (staticFolder === undefined || !(hasNetlify(facts) || hasCloudflare(facts))) return [];
  return [{ path: staticFolder === '' ? '_headers' : `${staticFolder}/_headers`, does: DOES, edit: file }];
}

export function hostSteps(facts: Facts, plan: StackPlan): Step[] {
  const own = facts.project.files.flatMap((path): Step[] => {
    const host = HOST_FILES.find(({ pattern }) => pattern.test(path));
    return host ? [{ path, does: DOES, edit: host.edit(plan.base) }] : [];
  });
  return [...headerSteps(facts, plan), ...own];
}
