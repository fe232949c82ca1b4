/** Finds a variant by the preferred language, for requests whose `Accept-Language` has no variant yet (RFC 9111 §4.1). */
import type { PageEntry, VaryEntry } from '../../core/cache/entry.js';
import type { Store } from '../../storage/store.js';
import { variantOf } from '../../core/http/vary.js';
import { type Target } from '../lookup/target.js';
import { varied } from '../lookup/lookup.js';

/** The key in `VaryEntry.languages` for requests that prefer this language. */
function languageKey(target: Target, names: readonly string[], language: string): string {
  const headers = varied(target);
  return variantOf(names, {
    get: (name) => (name === 'accept-language' ? language.toLowerCase() : headers.get(name)),
  });
}

/** The key of the variant in the request's preferred language. */
export function variantInLanguage(
  target: Target,
  names: readonly string[],
  languages: NonNullable<VaryEntry['languages']>,
): string | undefined {
  const language = target.route.policy.preferredLanguage?.(target.headers.get('accept-language') ?? '');
  return language && languages[languageKey(target, names, language)];
}

/** For each URL. */
const MAX_LANGUAGES = 50;

/** The languages to store in the URL's `vary` entry, including this variant's. */
export async function languagesOf(
  store: Store,
  target: Target,
  names: readonly string[],
  { key, headers }: PageEntry,
): Promise<Pick<VaryEntry, 'languages'>> {
  if (!target.route.policy.preferredLanguage || !names.includes('accept-language')) return {};
  const { entry } = await store.get(target.key);
  const known = entry?.kind === 'vary' && entry.names.join() === names.join() ? entry.languages : undefined;
  const languages = new Map(Object.entries(known ?? {}));
  const language = new Map(headers).get('content-language');
  if (language) languages.set(languageKey(target, names, language), key);
  return { languages: Object.fromEntries([...languages].slice(-MAX_LANGUAGES)) };
}
