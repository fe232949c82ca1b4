/** The worker's surroundings, made up: a store in memory, an origin that is a function, a clock that is set. */
import { resolveConfig } from '../../src/config/resolve.js';
import type { IsrConfig, RouteConfig } from '../../src/config/types.js';
import type { PageEntry } from '../../src/core/cache/entry.js';
import type { Settings, Store } from '../../src/storage/store.js';
import { createResilientStore } from '../../src/storage/layers/resilient-store.js';
import { quotaStore } from '../../src/storage/layers/quota-store.js';
import { memoryStore } from '../../src/storage/tables/memory.js';
import type { Context } from '../../src/worker/runtime/context.js';
import type { Extendable } from '../../src/worker/runtime/extendable.js';
import type { Notifier } from '../../src/worker/runtime/notify-clients.js';
import { visitorOf } from '../../src/worker/visitor/visitor.js';
import { targetOf, type Target } from '../../src/worker/lookup/target.js';
import { originPolicy } from '../../src/core/policy/origin/origin-policy.js';
import { everyFeature } from '../../src/worker/features/every-feature.js';
import { NOW } from '../core/helpers.js';

export { NOW };

/** The origin: told how often it was asked before. */
export type Origin = (request: Request, count: number) => Response | Promise<Response>;

export interface Notice {
  notice: string;
  detail: object;
  concerns: (client: Client) => boolean;
}

export interface World {
  context: Context;
  store: Store;
  /** What the origin was asked. */
  asked: Request[];
  notices: Notice[];
  reports: unknown[];
  /** What was counted, with the keys that were used. */
  noted: string[];
  clock: { now: number };
  /** The documents that are open. */
  tabs: string[];
  event: Extendable;
  /** Resolves when all that the event was kept alive for is done. */
  settled(): Promise<void>;
}

/** Pages that have loaded as soon as anybody waits for that. */
function loadedAtOnce(): Map<string, () => void> {
  const loads = new Map<string, () => void>();
  return Object.assign(loads, {
    set(_client: string, loaded: () => void) {
      loaded();
      return loads;
    },
  });
}

export interface WorldOptions extends Partial<IsrConfig> {
  route?: Partial<RouteConfig>;
  store?: Store;
  settings?: Settings;
}

export function world(
  origin: Origin,
  { route, store = memoryStore(), settings = { deployments: [], worker: 'd' }, ...config }: WorldOptions = {},
): World {
  const tabs: string[] = [];
  const [asked, notices, reports, noted, pending] = [[], [], [], [], []] as [
    Request[],
    Notice[],
    unknown[],
    string[],
    Promise<unknown>[],
  ];
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const report = (error: unknown): void => void reports.push(error);
  const tell: Notifier['tell'] = (notice, detail, concerns = () => true) =>
    void notices.push({ notice, detail, concerns });
  const known = async (): Promise<Settings> => (await store.state('settings')) ?? settings;
  const use = createResilientStore({ open: async () => quotaStore(store), fallback: memoryStore, report });
  const context: Context = {
    config: resolveConfig({ routes: [{ match: '/*', revalidate: 60, ...route }], ...config }, 'd', {
      origin: originPolicy,
    }),
    use,
    read: (key) => use((opened) => opened.get(key)),
    readAhead: () => undefined,
    hotTier: { noteStart: () => undefined, drop: async () => false },
    openDatabase: async () => undefined,
    async fetch(request) {
      asked.push(request);
      return origin(request, asked.length - 1);
    },
    now,
    random: () => 0,
    online: () => true,
    isReplaced: () => false,
    notifier: {
      tell,
      repeatNotices: () => undefined,
    },
    usage: { note: (_event, name, what, ...keys) => void noted.push([name, what, ...keys].join(' ')) },
    memory: {},
    clears: { generation: 0 },
    activations: { generation: 0 },
    tabs: async () => tabs,
    report,
    settings: known,
    async changeSettings(change) {
      const had = await known();
      const next = { ...had, ...(typeof change === 'function' ? change(had) : change) };
      await store.setState('settings', next, 'strict');
      return next;
    },
  };
  for (const feature of everyFeature()) feature.install?.(context);
  Object.assign(visitorOf(context), { loads: loadedAtOnce() });
  const settled = async (): Promise<void> => {
    while (pending.length) await Promise.all(pending.splice(0));
  };
  return {
    ...{ context, store, asked, notices, reports, noted, clock, tabs, settled },
    event: { waitUntil: (work) => void pending.push(work) },
  };
}

export const urlOf = (path: string): string => `${location.origin}${path}`;

export const request = (path: string, headers: Record<string, string> = {}): Request =>
  new Request(urlOf(path), { headers: { accept: 'text/html', ...headers } });

/** The target of a page of the first route. */
export async function target(
  { context }: World,
  path = '/page',
  headers?: Record<string, string>,
): Promise<Target> {
  const [route] = context.config.routes;
  const found = route && (await targetOf(context, { route, params: {} }, request(path, headers)));
  if (!found || found.bypass) throw new Error(`no target: ${String(found?.bypass)}`);
  return found;
}

/** A page that says that it is everyone's, unless the headers say something else. */
export const html = (body: string, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': 'text/html', 'cache-control': 'public', ...headers },
  });

/** What a manual redirect looks like, and a copy of it. */
export const redirect = (): Response =>
  Object.defineProperties(Response.error(), {
    type: { value: 'opaqueredirect' },
    clone: { value: redirect },
  });

/** What a redirect that was followed looks like. */
export const redirected = (url: string): Response =>
  Object.defineProperties(html('there'), { redirected: { value: true }, url: { value: url } });

/** The page that is stored under the key of a path, if it is one. */
export async function pageAt(of: World, path = '/page'): Promise<PageEntry | undefined> {
  const stored = await of.store.get((await target(of, path)).key);
  return stored.entry?.kind === 'page' ? stored.entry : undefined;
}

export async function textAt(of: World, path = '/page'): Promise<string> {
  const stored = await of.store.get((await target(of, path)).key);
  return new Response(stored.body).text();
}
