/** Reads a page to its end and stores it. Only a complete body is stored (rules 11 and 16). */
import type { PageEntry } from '../../core/cache/entry.js';
import { canonicalUrl, keyOf } from '../../core/cache/key.js';
import { type QueryRule } from '../../core/http/no-vary-search.js';
import { searchRule } from '../../core/http/no-vary-search.js';
import { variantNames } from '../../core/http/vary.js';
import type { Context } from '../runtime/context.js';
import type { OriginAnswer } from '../origin/fetch-origin.js';
import { entryOf } from './page-entry.js';
import { pluginRunner } from '../runtime/plugins.js';
import { readBody } from '../runtime/read-body.js';
import { assertStorable, refusal } from './storable.js';
import type { Target } from '../lookup/target.js';
import type { StoredPage } from '../../storage/stored-page.js';
import { writePage } from './write-page.js';

/** The target without the parameters that `No-Vary-Search` ignores (rule 5). */
function applySearchRule(target: Target, search: QueryRule): Target {
  const url = canonicalUrl(target.url, search);
  return { ...target, url, key: keyOf(target.scope, url) };
}

/** A complete page that may be stored. */
export interface ReadPage {
  readonly response: Response;
  readonly body: ArrayBuffer;
}

/** @throws IsrError if the body is not complete, or `validate` or a plugin refuses the page */
export async function readPage(context: Context, target: Target, response: Response): Promise<ReadPage> {
  const body = await readBody(response, context.config.limits.maxPageBytes).catch((error: unknown) => {
    throw error instanceof RangeError ? refusal(target.url, error.message) : error;
  });
  await assertStorable(context, target, response, body);
  return { response, body };
}

/** Facts about the request that are stored with the page. */
export type StoreNote = Pick<OriginAnswer, 'requestedAt' | 'fence' | 'clearGeneration'> &
  Pick<PageEntry, 'generation' | 'survived' | 'ways'>;

/**
 * Stores a page.
 * @throws IsrError if it may no longer be stored, or the store fails. The stored page then stays.
 */
export async function storePage(
  context: Context,
  requested: Target,
  { response, body }: ReadPage,
  note: StoreNote,
): Promise<StoredPage> {
  const { headers } = response;
  const search = searchRule(headers.get('no-vary-search'));
  const target = search ? applySearchRule(requested, search) : requested;
  const { url } = target;
  const names = variantNames(headers.get('vary'));
  const entry = await entryOf(target, response, body, names, note, context.now());
  const didUpdate = await pluginRunner.of(context)?.beforeUpdate(context, { entry, body });
  if (
    !(await writePage(context, target, { entry, body, names, search, clearGeneration: note.clearGeneration }))
  )
    throw refusal(url, 'the store or the user changed while it was fetched');
  await didUpdate?.();
  return { entry, body };
}

/** Reads and stores a response. @throws IsrError as `readPage` and `storePage` do */
export const readAndStorePage = async (
  context: Context,
  target: Target,
  response: Response,
  note: StoreNote,
): Promise<StoredPage> => storePage(context, target, await readPage(context, target, response), note);
