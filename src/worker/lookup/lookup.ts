/** Looks a page up in the store, by the variant that the request asks for (rule 23). */
import type { PageEntry, VaryEntry } from '../../core/cache/entry.js';
import { sizeOf, type Lookup, type StoredPage } from '../../storage/stored-page.js';
import { marksOn } from '../../core/cache/invalidation.js';
import type { HeaderSource } from '../../core/http/headers.js';
import { variantOf } from '../../core/http/vary.js';
import type { Store, Stored } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { extensionPoint } from '../runtime/worker-state.js';
import { pendingInvalidations } from './pending-invalidations.js';
import type { Target } from './target.js';

/** Finds variants by their language. Provided by origin mode. */
export const variantLanguages = extensionPoint<{
  /** The key of the variant in the request's preferred language. */
  find(
    target: Target,
    names: readonly string[],
    languages: NonNullable<VaryEntry['languages']>,
  ): string | undefined;
  /** The languages to store in the URL's `vary` entry, including this variant's. */
  note(
    store: Store,
    target: Target,
    names: readonly string[],
    entry: PageEntry,
  ): Promise<Pick<VaryEntry, 'languages'>>;
}>();

async function readVariant(context: Context, target: Target, key: string): Promise<Stored> {
  const stored = await context.read(key);
  if (stored.entry?.kind !== 'vary') return stored;
  const { names, languages } = stored.entry;
  const variant = await context.read(variantKey(target, names, key));
  if (variant.entry || !languages) return variant;
  const preferredKey = variantLanguages.of(context)?.find(target, names, languages);
  return preferredKey ? context.read(preferredKey) : variant;
}

/** Looks the target up: a page with its body, a bypass entry, or nothing. A variant takes a second read (rule 23). */
export async function lookUp(context: Context, target: Target, key = target.key): Promise<Lookup> {
  const found = await readVariant(context, target, key);
  const { entry, body, fence } = found;
  // A body of another size is damaged.
  if (!body || sizeOf(body) !== entry?.size) return entry?.kind === 'pass' ? (found as Lookup) : { fence };
  const page = found as Lookup & StoredPage;
  const pending = pendingInvalidations(context);
  return pending.size && marksOn(page.entry).some((name) => pending.has(name))
    ? { ...page, invalidated: 'hard' }
    : page;
}

/** The target's headers, normalized for the variant key. */
export const varied = ({ route, headers }: Target): HeaderSource => ({
  get: (name) => {
    const value = headers.get(name);
    return value === null ? value : (route.policy.normalizeField?.(name, value) ?? value);
  },
});

/** The key of the variant for the target's headers. */
export const variantKey = (target: Target, names: readonly string[], key = target.key): string =>
  names.length ? `${key}\n${variantOf(names, varied(target))}` : key;
