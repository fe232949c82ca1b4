/** Finds a variant by its language, for requests that spell out other preferences (RFC 9111 §4.1). */
import type { PageEntry, VaryEntry } from '../../core/cache/entry.js';
import type { Store } from '../../storage/store.js';
import { variantOf } from '../../core/http/vary.js';
import { varied, type Target } from '../lookup/target.js';

/** Under what the variant in one language is found by those who want that one most (RFC 9111 §4.1). */
function languageKey(target: Target, names: readonly string[], language: string): string {
  const headers = varied(target);
  return variantOf(names, {
    get: (name) => (name === 'accept-language' ? language.toLowerCase() : headers.get(name)),
  });
}

/** The key of the variant in the language that the request wants most. */
export function variantInLanguage(
  target: Target,
  names: readonly string[],
  languages: NonNullable<VaryEntry['languages']>,
): string | undefined {
  const wanted = target.route.policy.preferredLanguage?.(target.headers.get('accept-language') ?? '');
  return wanted && languages[languageKey(target, names, wanted)];
}

/** How many are remembered for a URL. */
const REMEMBERED = 50;

/** What the marker of a URL with variants says of their languages, this one's included. */
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
  return { languages: Object.fromEntries([...languages].slice(-REMEMBERED)) };
}
