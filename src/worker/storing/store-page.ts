/** Reads a page to its end and stores it: only a complete body is committed (rules 11 and 16). */
import type { PageEntry } from '../../core/cache/entry.js';
import { canonicalUrl, keyOf } from '../../core/cache/key.js';
import { type QueryRule } from '../../core/http/no-vary-search.js';
import { searchRule } from '../../core/http/no-vary-search.js';
import { variantNames } from '../../core/http/vary.js';
import type { Context } from '../runtime/context.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { entryOf } from './page-entry.js';
import { runHook } from '../runtime/plugins.js';
import { assertStorable, readBody, refused } from './read-body.js';
import type { Target } from '../lookup/target.js';
import type { StoredPage } from '../../core/cache/entry.js';
import { writePage } from './write-page.js';

/** The target without the parameters that make no other page (rule 5). */
function withSearch(target: Target, search: QueryRule): Target {
  const url = canonicalUrl(target.url, search);
  return { ...target, url, key: keyOf(target.scope, url) };
}

/** A page that was read to its end and is good. */
export interface ReadPage {
  readonly response: Response;
  readonly body: ArrayBuffer;
}

/**
 * Reads a response to its end.
 * @throws IsrError where the body is not whole, or nobody wants it
 */
export async function readPage(context: Context, target: Target, response: Response): Promise<ReadPage> {
  const body = await readBody(response, target.url, context.config.limits.maxPageBytes);
  await assertStorable(context, target, response, body);
  return { response, body };
}

/** What is noted of a page when it is stored. */
export type StoreNote = Pick<OriginAnswer, 'requestedAt' | 'fence' | 'wipes'> &
  Pick<PageEntry, 'generation' | 'ways'>;

/**
 * Stores a page of the target.
 * @throws IsrError where it may not be stored any more, or the store fails; what was stored before stands
 */
export async function storePage(
  context: Context,
  given: Target,
  { response, body }: ReadPage,
  note: StoreNote,
): Promise<StoredPage> {
  const { headers } = response;
  const search = searchRule(headers.get('no-vary-search'));
  const target = search ? withSearch(given, search) : given;
  const { url } = target;
  const names = variantNames(headers.get('vary'));
  const entry = await entryOf(target, response, body, names, note, context.now());
  if (!(await writePage(context, target, { entry, body, names, search, wipes: note.wipes })))
    throw refused(url, 'pages were wiped, the user changed, or a newer page was stored, while it came');
  await runHook(context, 'cacheDidUpdate', { request: new Request(url), cacheName: 'sw-isr' }, 'cacheName');
  return { entry, body };
}

/**
 * Reads and stores the response of the target.
 * @throws IsrError where the body is not whole or not wanted, or the store fails; what was stored before stands
 */
export const readAndStorePage = async (
  context: Context,
  target: Target,
  response: Response,
  note: StoreNote,
): Promise<StoredPage> => storePage(context, target, await readPage(context, target, response), note);
