/** What is shown where neither the origin nor the store has the page (rules 13, 14 and 32). */
import { ageOf } from '../core/freshness.js';
import { deploymentOf, keyOf, scopeOf } from '../core/key.js';
import type { Context } from './context.js';
import { offlinePage } from './pages/offline.js';
import { resource } from './resources.js';
import { fromStore, headersOf, withSigns } from './respond.js';
import { lookUp, type Target } from './target.js';

/** How many pages the offline page lists. */
const LISTED = 500;
const HTML = 'text/html; charset=utf-8';

/** The page as an older deployment had it: better than none, as long as there is no network. */
async function fromOlderDeployment(context: Context, target: Target): Promise<Response | undefined> {
  const active = deploymentOf(target.scope);
  const partition = target.scope.slice(active.length + 1);
  for (const deployment of (await context.settings()).deployments) {
    if (deployment === active) continue;
    const found = await lookUp(context, target, keyOf(scopeOf(deployment, partition), target.url));
    if (found?.body) return fromStore(context, found, 'offline');
  }
  return undefined;
}

/** The built-in page, with the pages that can be read. */
async function builtIn(context: Context, target: Target): Promise<Response> {
  const stored = await context.use((store) => store.recent(target.scope, LISTED)).catch(() => []);
  const pages = stored
    .filter(({ status }) => status === 200)
    .map((entry) => ({ url: entry.url, title: entry.title, age: ageOf(entry, context.now()) }));
  const nonce = crypto.randomUUID();
  const html = offlinePage({
    url: target.url,
    pages,
    nonce,
    reason: context.online() ? 'unreachable' : 'offline',
  });
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'`;
  const headers = { 'content-type': HTML, 'content-security-policy': policy, 'cache-control': 'no-store' };
  return new Response(html, { status: 503, headers });
}

/** The offline page, with status 503: the site's own, where it could be stored, or the built-in one. */
async function fallbackPage(context: Context, target: Target): Promise<Response> {
  const own = await resource(context, deploymentOf(target.scope), context.config.offline);
  if (own) return new Response(own.html, { status: 503, headers: headersOf(own.headers) });
  if (globalThis.ISR_BUILT_IN_OFFLINE !== false) return builtIn(context, target);
  return new Response('<!doctype html><h1>Offline</h1>', { status: 503, headers: { 'content-type': HTML } });
}

/** Answers a navigation for which there is nothing else; `alias` is where the page is known to redirect (rule 21). */
export async function offlineResponse(context: Context, target: Target, alias?: string): Promise<Response> {
  if (alias) return Response.redirect(alias, 302);
  const older = await fromOlderDeployment(context, target).catch(context.report);
  return (
    older ??
    withSigns(await fallbackPage(context, target), { kind: 'forward', why: 'uri-miss', detail: 'offline' })
  );
}
