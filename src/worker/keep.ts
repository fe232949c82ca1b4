/** Reads a page to its end and stores it: only a complete body is committed (rules 11 and 16). */
import { IsrError } from '../core/errors.js';
import type { PageEntry } from '../core/entry.js';
import { initialAgeOf } from '../core/freshness.js';
import { replayable } from '../core/headers.js';
import { titleOf } from '../core/html.js';
import { lifetimeOf } from '../core/lifetime.js';
import { tagsOf } from '../core/tags.js';
import { variantNames } from '../core/vary.js';
import type { Context } from './context.js';
import { hashOf } from './hash.js';
import { runHook } from './plugins.js';
import { variantKey, type StoredPage, type Target } from './target.js';

/** Milliseconds that a body may take: what the browser kills can't be finished. */
const BODY_TIME = 25_000;
/** Milliseconds that a write may take. */
const WRITE_TIME = 10_000;

const refused = (url: string, why: string): IsrError =>
  new IsrError('failed', `Failed to store "${url}": ${why}. What was stored stays.`);

/** The whole body. Throws where it breaks off, is longer than allowed, or takes too long. */
async function readWhole({ body }: Response, url: string, max: number): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  const deadline = performance.now() + BODY_TIME;
  const stop = (): Promise<void> | undefined => reader?.cancel().catch(() => undefined);
  const timer = setTimeout(stop, BODY_TIME);
  let size = 0;
  try {
    for (let read; size <= max && (read = await reader?.read()) && !read.done; size += read.value.byteLength)
      chunks.push(read.value);
  } finally {
    clearTimeout(timer);
  }
  if (size > max) {
    await stop();
    throw refused(url, 'its body exceeds limits.maxPageBytes');
  }
  if (performance.now() >= deadline) throw refused(url, 'its body did not end in time');
  return new Blob(chunks).arrayBuffer();
}

/** Throws unless the body is whole, and neither the route nor a plugin refuses it. */
async function assertGood(
  context: Context,
  { route, url }: Target,
  { status, headers }: Response,
  body: ArrayBuffer,
): Promise<void> {
  const copy = (): Response => new Response(body, { status, headers });
  const announced = headers.get('content-length');
  // Browsers differ in whether they notice a body that is shorter than announced.
  if (
    !body.byteLength ||
    (announced !== null && !headers.has('content-encoding') && Number(announced) !== body.byteLength)
  )
    throw refused(url, `its body has ${body.byteLength} bytes of ${announced ?? 'some'}`);
  if (status === 200 && route.validate && !(await route.validate(copy())))
    throw refused(url, 'the route\'s "validate" refused it');
  if (
    !(await runHook(context, 'cacheWillUpdate', { request: new Request(url), response: copy() }, 'response'))
  )
    throw refused(url, 'a plugin refused it');
}

/** Writes a page; on quota the least recently used pages make room, and the write is tried once more (rule 33). */
async function write(
  { use, config: { limits } }: Context,
  { entry, body }: StoredPage,
  names: readonly string[],
  base: string,
): Promise<void> {
  const put = (): Promise<void> =>
    use(async (store) => {
      if (names.length)
        await store.put({ kind: 'vary', key: base, names, size: 0, usedAt: entry.usedAt, priority: 0 });
      const { entries, bytes } = await store.put(entry, body);
      if (entries > limits.maxEntries || bytes > limits.maxBytes || entry.priority < 0)
        await store.evict(limits);
    }, WRITE_TIME);
  try {
    await put();
  } catch (error) {
    const { name } = ((error as Error).cause ?? {}) as { name?: string };
    if (name !== 'QuotaExceededError') throw error;
    await use(async (store) => {
      const { entries = 0, bytes = 0 } = (await store.state('totals')) ?? {};
      return store.evict({ maxEntries: entries * 0.75, maxBytes: Math.max(0, bytes * 0.75 - entry.size) });
    }, WRITE_TIME);
    await put();
  }
}

/**
 * Stores the response of the target.
 * @throws IsrError where the body is not whole or not wanted, or the store fails; what was stored before stands
 */
export async function keep(
  context: Context,
  target: Target,
  response: Response,
  requestedAt: number,
): Promise<StoredPage> {
  const { route, url, scope, params } = target;
  const { status, headers } = response;
  const body = await readWhole(response, url, context.config.limits.maxPageBytes);
  await assertGood(context, target, response, body);

  const names = variantNames(headers.get('vary'));
  const usedAt = context.now();
  const entry: PageEntry = {
    kind: 'page',
    key: variantKey(target, names),
    scope,
    url,
    status,
    headers: replayable(headers),
    requestedAt,
    initialAge: initialAgeOf(headers),
    ...lifetimeOf(route, status, headers),
    tags: tagsOf(
      typeof route.tags === 'function' ? route.tags({ url: new URL(url), params }) : route.tags,
      headers,
    ),
    hash: await hashOf(body),
    title: titleOf(new TextDecoder().decode(body.slice(0, 8192))),
    size: body.byteLength,
    failures: 0,
    retryAt: 0,
    usedAt,
    rank: -usedAt,
    priority: status !== 200 ? -1 : route.pinned ? 1 : 0,
  };
  await write(context, { entry, body }, names, target.key);
  await runHook(context, 'cacheDidUpdate', { request: new Request(url), cacheName: 'sw-isr' }, 'cacheName');
  return { entry, body };
}
