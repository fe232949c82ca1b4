/** Reads a page to its end and stores it: only a complete body is committed (rules 11 and 16). */
import type { ResolvedRoute } from '../config/resolve.js';
import type { Entry, HeaderSource, PageEntry } from '../core/entry.js';
import { failure } from '../core/errors.js';
import { initialAgeOf } from '../core/freshness.js';
import { replayable } from '../core/headers.js';
import { charsetOf, titleOf } from '../core/html.js';
import { canonicalUrl, keyOf, searchKeyOf, type QueryRule } from '../core/key.js';
import { lifetimeOf } from '../core/lifetime.js';
import { searchRule } from '../core/no-vary-search.js';
import { storable } from '../core/private-cache/fields.js';
import { originLifetime } from '../core/private-cache/lifetime.js';
import { tagsOf } from '../core/tags.js';
import { variantNames } from '../core/vary.js';
import type { Context } from './context.js';
import { hashOf } from './hash.js';
import type { Asked } from './origin.js';
import { runHook } from './plugins.js';
import { languagesOf } from './private-cache/languages.js';
import { bodyFor } from './respond.js';
import { isPersonal, obeysOrigin, variantKey, type StoredPage, type Target } from './target.js';
import { runOwn } from './time.js';

/** Milliseconds that a body may take: what the browser kills can't be finished. */
const BODY_TIME = 25_000;
/** Milliseconds that a write may take. */
const WRITE_TIME = 10_000;

const refused = (url: string, why: string): Error =>
  failure('failed', `store "${url}"`, why, 'What was stored stays');

/** The whole body. Throws where it breaks off, is longer than allowed, or takes too long. */
async function readWhole({ body }: Response, url: string, max: number): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  let size = 0;
  let fault: string | undefined;
  const stop = (why: string): void => {
    fault = why;
    // Settles when the visitor has read the other copy as well.
    reader?.cancel().catch(() => undefined);
  };
  const timer = setTimeout(() => stop('its body did not end in time'), BODY_TIME);
  try {
    for (let read; (read = await reader?.read()) && !read.done && !fault;) {
      chunks.push(read.value);
      size += read.value.byteLength;
      if (size > max) stop('its body exceeds limits.maxPageBytes');
    }
  } finally {
    clearTimeout(timer);
  }
  if (fault) throw refused(url, fault);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole.buffer;
}

/** Throws unless the body is whole, and neither the route nor a plugin refuses it. */
async function assertGood(
  context: Context,
  { route, url }: Target,
  { status, headers }: Response,
  body: ArrayBuffer,
): Promise<void> {
  const copy = (): Response => new Response(bodyFor(status, body), { status, headers });
  const size = body.byteLength;
  // Browsers differ in whether they notice a body that is shorter than announced.
  const announced = headers.has('content-encoding') ? null : headers.get('content-length');
  if ((!size && !obeysOrigin(route)) || (announced && Number(announced) !== size))
    throw refused(url, `its body has ${size} bytes of ${announced ?? 'some'}`);
  const accepts = (): unknown => route.validate?.(copy());
  if (status === 200 && route.validate && !(await runOwn('validate', accepts)))
    throw refused(url, 'the route\'s "validate" refused it');
  if (
    globalThis.ISR_PLUGINS !== false &&
    !(await runHook(context, 'cacheWillUpdate', { request: new Request(url), response: copy() }, 'response'))
  )
    throw refused(url, 'a plugin refused it');
}

/** The start of a page as text: long enough for a title behind styles, in UTF-8 unless the page says something else. */
function startOf(headers: Headers, body: ArrayBuffer): string {
  const text = (size: number, label?: string): string => new TextDecoder(label).decode(body.slice(0, size));
  try {
    return text(65_536, charsetOf(headers.get('content-type'), text(1024)));
  } catch {
    // No browser knows that label.
    return text(65_536);
  }
}

/** A page to be written, and what goes with it. */
interface Writing extends StoredPage {
  /** What it varies by. */
  names: readonly string[];
  search: QueryRule | undefined;
  /** How often pages had been wiped when it was asked for. */
  wipes: number;
}

/**
 * Writes a page; on quota the least recently used pages make room, and the write is tried once more (rule 33). False
 * where it may not be stored any more: pages were wiped since it was asked for, or it is another user's (rule 25).
 */
async function write(
  { use, gather, settings, wipes, config: { limits } }: Context,
  target: Target,
  { entry, body, names, search, wipes: before }: Writing,
): Promise<boolean> {
  const { key, scope, url, route, usedAt: ahead } = target;
  const { usedAt, size } = entry;
  const marker = { kind: 'vary', key, names, size: 0, usedAt, priority: 0 } as const;
  const put = (): Promise<boolean> =>
    use(async (store) => {
      const all: Entry[] = [entry];
      if (names.length)
        all.unshift(
          globalThis.ISR_ORIGIN !== false && obeysOrigin(route)
            ? { ...marker, ...(await languagesOf(store, target, names, entry)) }
            : marker,
        );
      if (search) all.unshift({ ...marker, key: searchKeyOf(scope, url), names: [], search });
      const user = isPersonal(route) ? (await settings()).user : '';
      // Nothing is waited for from here until the writes have begun: what wipes after this deletes them.
      if (before !== wipes.count || !scope.endsWith(`\n${user}`)) return false;
      const totals = await Promise.all(all.map((one) => store.put(one, one === entry ? body : undefined)));
      const { entries = 0, bytes = 0 } = totals.at(-1) ?? {};
      if (entries > limits.maxEntries || bytes > limits.maxBytes || entry.priority < 0)
        await store.evict(limits);
      return true;
    }, WRITE_TIME);
  await gather?.();
  try {
    return await put();
  } catch (error) {
    const { cause } = error as { cause?: { name?: string } };
    // What nobody asked for takes no other page's place.
    if (cause?.name !== 'QuotaExceededError' || ahead !== undefined) throw error;
    await use(async (store) => {
      const { bytes = 0 } = (await store.state('totals')) ?? {};
      return store.evict({ maxEntries: Infinity, maxBytes: Math.max(0, bytes * 0.75 - size) });
    }, WRITE_TIME);
    return put();
  }
}

/** The tags of a page with these headers: the route's, and those that they name (rule 4). */
export function tagsFor({ route: { tags }, url, params }: Target, headers: HeaderSource): string[] {
  return tagsOf(typeof tags === 'function' ? tags({ url: new URL(url), params }) : tags, headers);
}

/** What an answer with these headers says of the age of a page, and those of the page of its lifetime. */
export const aged = (
  route: ResolvedRoute,
  { status, headers }: { status: number; headers: HeaderSource },
  answered: HeaderSource,
  { requestedAt, fence }: Pick<Asked, 'requestedAt' | 'fence'>,
) => ({
  requestedAt,
  fence,
  initialAge: initialAgeOf(answered),
  ...(globalThis.ISR_ORIGIN !== false && obeysOrigin(route)
    ? originLifetime(status, headers, requestedAt, route.sharedMaxAge)
    : lifetimeOf(route, status, headers)),
  failures: 0,
  retryAt: 0,
});

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
  const { status, headers } = response;
  const search = searchRule(headers.get('no-vary-search'));
  const target = search ? withSearch(given, search) : given;
  const { route, url, scope } = target;
  const { config, now } = context;
  const body = await readWhole(response, url, config.limits.maxPageBytes);
  await assertGood(context, target, response, body);

  const names = variantNames(headers.get('vary'));
  const { usedAt = now() } = target;
  const entry: PageEntry = {
    kind: 'page',
    key: variantKey(target, names),
    scope,
    url,
    status,
    headers: globalThis.ISR_ORIGIN !== false && obeysOrigin(route) ? storable(headers) : replayable(headers),
    ...aged(route, response, headers, asked),
    tags: tagsFor(target, headers),
    hash: await hashOf(body),
    title: titleOf(startOf(headers, body)),
    size: body.byteLength,
    usedAt,
    rank: -usedAt,
    priority: status !== 200 ? -1 : route.pinned ? 1 : 0,
  };
  if (!(await write(context, target, { entry, body, names, search, wipes: asked.wipes })))
    throw refused(url, 'pages were wiped, or the user changed, while it came');
  if (globalThis.ISR_PLUGINS !== false)
    await runHook(context, 'cacheDidUpdate', { request: new Request(url), cacheName: 'sw-isr' }, 'cacheName');
  return { entry, body };
}
