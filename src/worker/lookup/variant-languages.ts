/** Finds a variant by its language, for requests that spell out other preferences (RFC 9111 §4.1). */
import type { PageEntry, VaryEntry } from '../../core/cache/entry.js';
import type { Store } from '../../storage/store.js';
import { languageKey, type Target } from './target.js';

/** How many are remembered for a URL. */
const REMEMBERED = 50;

/** What the marker of a URL with variants says of their languages, this one's included. */
export async function languagesOf(
  store: Store,
  target: Target,
  names: readonly string[],
  { key, headers }: PageEntry,
): Promise<Pick<VaryEntry, 'languages'>> {
  if (!names.includes('accept-language')) return {};
  const { entry } = await store.get(target.key);
  const known = entry?.kind === 'vary' && entry.names.join() === names.join() ? entry.languages : undefined;
  const languages = new Map(Object.entries(known ?? {}));
  const language = new Map(headers).get('content-language');
  if (language) languages.set(languageKey(target, names, language), key);
  return { languages: Object.fromEntries([...languages].slice(-REMEMBERED)) };
}
