/** What pages ask of the worker: the other end of the protocol. */
import { IsrError } from '../core/errors.js';
import { deploymentOf, scopeOf } from '../core/key.js';
import { ageOf, freshnessOf } from '../core/freshness.js';
import type { PageEntry } from '../core/entry.js';
import {
  isCommand,
  type CommandName,
  type Commands,
  type Counts,
  type PageInfo,
  type PageList,
  type PrefetchResult,
  type Reply,
  type Stats,
} from '../protocol/messages.js';
import type { Assets } from './assets.js';
import type { Context, Lifetime } from './context.js';
import { explain } from './explain.js';
import { launch } from './flights.js';
import type { Routes } from './routes.js';
import { activeDeployment, lookUp, targetOf, urlFor } from './target.js';

/** What a command may use. */
export interface Desk {
  context: Context;
  routes: Routes;
  assets: Assets | undefined;
  event: Lifetime;
  client: Client;
}

type Handlers = {
  [N in CommandName]: (desk: Desk, params: Commands[N]['params']) => Promise<Commands[N]['result']>;
};

/** How many pages are asked for at once. */
const CONCURRENCY = 6;

const refuse = (what: string, remedy: string): IsrError =>
  new IsrError('bad-request', `Failed to ${what}. ${remedy}`);

async function prefetchOne({ context, routes, event }: Desk, url: string): Promise<PrefetchResult> {
  const found = routes.find(url);
  const target =
    found && (await targetOf(context, found, new Request(url, { headers: { accept: 'text/html' } })));
  if (!target || typeof target === 'string') return { url, outcome: 'not-stored' };
  const stored = await lookUp(context, target);
  const page = stored?.body ? stored.entry : undefined;
  if (page && freshnessOf(page, context.now()) === 'fresh') return { url, outcome: 'fresh' };
  const { kind } = await launch(context, event, target, page).flight.landed;
  const outcome =
    kind === 'failed' ? kind : kind === 'stored' || kind === 'unchanged' ? 'stored' : 'not-stored';
  return { url, outcome };
}

async function prefetch(desk: Desk, urls: readonly string[]): Promise<PrefetchResult[]> {
  const results: PrefetchResult[] = [];
  for (let at = 0; at < urls.length; at += CONCURRENCY)
    results.push(
      ...(await Promise.all(urls.slice(at, at + CONCURRENCY).map((url) => prefetchOne(desk, url)))),
    );
  return results;
}

const pageInfo = (entry: PageEntry, now: number): PageInfo => ({
  url: entry.url,
  title: entry.title || new URL(entry.url).pathname,
  state: freshnessOf(entry, now),
  age: ageOf(entry, now),
  size: entry.size,
  status: entry.status,
  tags: [...entry.tags],
  deployment: deploymentOf(entry.scope),
  lastUsedAt: entry.usedAt,
});

/** The cursor is the last page's rank and key, which only the worker reads. */
async function pages(
  { context }: Desk,
  { limit = 50, after }: Commands['pages']['params'],
): Promise<PageList> {
  if (!(limit >= 1)) throw refuse(`list pages: limit is ${limit}`, 'Give a number from 1.');
  const settings = await context.settings();
  const scopes = ['', ...(settings.user ? [settings.user] : [])].map((user) =>
    scopeOf(activeDeployment(context, settings), user),
  );
  const from = after === undefined ? undefined : (JSON.parse(after) as [number, string]);
  const lists = await Promise.all(
    scopes.map((scope) => context.use((store) => store.recent(scope, limit + 1, from))),
  );
  const all = lists.flat().sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const shown = all.slice(0, limit);
  const last = shown.at(-1);
  return {
    pages: shown.map((entry) => pageInfo(entry, context.now())),
    ...(last && all.length > limit && { next: JSON.stringify([last.rank, last.key]) }),
  };
}

async function stats({ context }: Desk): Promise<Stats> {
  const [routes = {}, totals = { entries: 0, bytes: 0 }] = await context.use((store) =>
    Promise.all([store.state('counts'), store.state('totals')]),
  );
  const sum = (name: keyof Counts): number =>
    Object.values(routes).reduce((total, counts) => total + counts[name], 0);
  return {
    hits: sum('hits'),
    stale: sum('stale'),
    misses: sum('misses'),
    regenerations: sum('regenerations'),
    failures: sum('failures'),
    ...totals,
    routes,
  };
}

/** The partition of a user: a hash, so that no name or address is kept. */
async function partitionOf(key: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return Array.from(new Uint8Array(hash, 0, 12), (byte) => byte.toString(36)).join('');
}

const HANDLERS: Handlers = {
  async hello({ context, routes, client }, { url, since }) {
    const found = routes.find(url);
    const key = found && urlFor(context, found.route, url);
    context.notifier.retell(client, since, (told) => told === key);
    return { deployment: activeDeployment(context, await context.settings()) };
  },
  pages,
  explain: ({ context, routes }, { url }) => explain(context, routes, url),
  stats,
  prefetch: (desk, { urls }) => prefetch(desk, urls),
  async keepAssets({ assets, event }, { urls }) {
    await assets?.keep(event, urls);
    return null;
  },
  async setUser({ context }, { key }) {
    if (!key)
      throw refuse(
        'set the user: the key is empty',
        'Give a string that is the same at each visit of this user.',
      );
    await context.changeSettings({ user: await partitionOf(key) });
    return null;
  },
  async clearUser({ context }) {
    const { user, deployments } = await context.settings();
    await context.changeSettings({ user: undefined });
    for (const id of new Set([...deployments, context.config.deployment]))
      if (user) await context.use((store) => store.deletePrefix(`${scopeOf(id, user)}\n`), 10_000);
    return null;
  },
  async clear({ context, assets }) {
    await context.use((store) => store.clear(), 10_000);
    await assets?.clear();
    return null;
  },
  async draft({ context }, { on }) {
    await context.changeSettings({ draft: on });
    return null;
  },
};

/** Carries out a command that came with a port, and replies on it. */
export async function answerCommand(desk: Desk, data: unknown, port: MessagePort | undefined): Promise<void> {
  if (!isCommand(data) || !port) return;
  const { command, params } = data;
  let reply: Reply;
  try {
    if (!Object.hasOwn(HANDLERS, command))
      throw refuse(`carry out "${command}": there is no such command`, 'Load the sw-isr.js of this worker.');
    const handle = HANDLERS[command] as (
      desk: Desk,
      given: object,
    ) => Promise<Commands[CommandName]['result']>;
    reply = { isr: 1, ok: true, result: await handle(desk, params) };
  } catch (error) {
    const { code, message } =
      error instanceof IsrError
        ? error
        : { code: 'failed' as const, message: `Failed to carry out "${command}": ${String(error)}.` };
    reply = { isr: 1, ok: false, code, message };
  }
  port.postMessage(reply);
}
