/** Reads a page to its end and stores it: only a complete body is committed (rules 11 and 16). */
import { canonicalUrl, keyOf, type QueryRule } from '../core/key.js';
import { searchRule } from '../core/no-vary-search.js';
import { variantNames } from '../core/vary.js';
import type { Context } from './context.js';
import type { Asked } from './origin.js';
import { entryOf } from './page-entry.js';
import { runHook } from './plugins.js';
import { assertGood, readWhole, refused } from './read-page.js';
import type { StoredPage, Target } from './target.js';
import { writePage } from './write-page.js';

/** The target without the parameters that make no other page (rule 5). */
function withSearch(target: Target, search: QueryRule): Target {
  const url = canonicalUrl(target.url, search);
  return { ...target, url, key: keyOf(target.scope, url) };
}

/**
 * Stores the response of the target.
 * @throws IsrError where the body is not whole or not wanted, or the store fails; what was stored before stands
 */
export async function keep(
  context: Context,
  given: Target,
  response: Response,
  asked: Pick<Asked, 'requestedAt' | 'fence' | 'wipes'>,
): Promise<StoredPage> {
  const { headers } = response;
  const search = searchRule(headers.get('no-vary-search'));
  const target = search ? withSearch(given, search) : given;
  const { url } = target;
  const body = await readWhole(response, url, context.config.limits.maxPageBytes);
  await assertGood(context, target, response, body);
  const names = variantNames(headers.get('vary'));
  const entry = await entryOf(target, response, body, names, asked, context.now());
  if (!(await writePage(context, target, { entry, body, names, search, wipes: asked.wipes })))
    throw refused(url, 'pages were wiped, the user changed, or a newer page was stored, while it came');
  if (globalThis.ISR_PLUGINS !== false)
    await runHook(context, 'cacheDidUpdate', { request: new Request(url), cacheName: 'sw-isr' }, 'cacheName');
  return { entry, body };
}
