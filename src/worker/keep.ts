/** Reads a page to its end and stores it: only a complete body is committed (rules 11 and 16). */
import { IsrError } from '../core/errors.js';
import type { PageEntry } from '../core/entry.js';
import { replayable } from '../core/headers.js';
import { titleOf } from '../core/html.js';
import { lifetimeOf } from '../core/lifetime.js';
import { tagsOf } from '../core/tags.js';
import { variantNames } from '../core/vary.js';
import type { Context } from './context.js';
import { variantKey, type StoredPage, type Target } from './target.js';

/** Milliseconds that a body may take: what the browser kills can't be finished. */
const BODY_TIME = 25_000;

const refused = (url: string, why: string, cause?: unknown): IsrError =>
  new IsrError('failed', `Failed to store "${url}": ${why}. What was stored before stays.`, { cause });

/** The whole body. Throws where it breaks off, is longer than allowed, or takes too long. */
async function readWhole(response: Response, url: string, max: number): Promise<ArrayBuffer> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const timer = setTimeout(() => reader?.cancel().catch(() => undefined), BODY_TIME);
  const started = performance.now();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      chunks.push(read.value);
      size += read.value.byteLength;
      if (size > max) throw refused(url, `its body is larger than limits.maxPageBytes (${max})`);
    }
  } finally {
    clearTimeout(timer);
    await reader?.cancel().catch(() => undefined);
  }
  if (performance.now() - started >= BODY_TIME) throw refused(url, 'its body did not end in time');
  return new Blob(chunks).arrayBuffer();
}

/** Browsers differ in whether they notice a body that is shorter than announced. */
function assertComplete({ headers }: Response, body: ArrayBuffer, url: string): void {
  const announced = headers.get('content-length');
  const encoded = headers.has('content-encoding');
  if (!body.byteLength) throw refused(url, 'its body is empty');
  if (announced !== null && !encoded && Number(announced) !== body.byteLength)
    throw refused(url, `its body has ${body.byteLength} bytes where ${announced} were announced`);
}

async function assertWanted(
  { config }: Context,
  { route, url }: Target,
  whole: () => Response,
): Promise<void> {
  if (route.validate && whole().status === 200 && !(await route.validate(whole())))
    throw refused(url, "the route's validate refused it");
  for (const plugin of config.plugins)
    if (
      plugin.cacheWillUpdate &&
      !(await plugin.cacheWillUpdate({ request: new Request(url), response: whole() }))
    )
      throw refused(url, 'a plugin refused it');
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes.slice(0, 12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Writes a page; on quota the least recently used pages make room, and the write is tried once more (rule 33). */
async function write(
  { use, config: { limits } }: Context,
  { entry, body }: StoredPage,
  names: readonly string[],
  base: string,
): Promise<void> {
  const deadline = 10_000;
  const put = (): Promise<unknown> =>
    use(async (store) => {
      if (names.length) {
        const { usedAt } = entry;
        await store.put({ kind: 'vary', key: base, names, size: 0, usedAt, priority: 0 });
      }
      const totals = await store.put(entry, body);
      if (totals.entries > limits.maxEntries || totals.bytes > limits.maxBytes || entry.priority < 0)
        await store.evict(limits);
    }, deadline);
  try {
    await put();
  } catch (error) {
    if ((error as { cause?: { name?: string } }).cause?.name !== 'QuotaExceededError') throw error;
    await use(async (store) => {
      const { entries = 0, bytes = 0 } = (await store.state('totals')) ?? {};
      return store.evict({ maxEntries: entries * 0.75, maxBytes: Math.max(0, bytes * 0.75 - entry.size) });
    }, deadline);
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
  assertComplete(response, body, url);
  await assertWanted(context, target, () => new Response(body, { status, headers }));

  const names = variantNames(headers.get('vary'));
  const routeTags =
    typeof route.tags === 'function' ? route.tags({ url: new URL(url), params }) : (route.tags ?? []);
  const usedAt = context.now();
  const entry: PageEntry = {
    kind: 'page',
    key: variantKey(target, names),
    scope,
    url,
    status,
    headers: replayable(headers),
    requestedAt,
    initialAge: Number(headers.get('age')) || 0,
    ...lifetimeOf(route, status, headers),
    tags: tagsOf(routeTags, headers),
    hash: hex(await crypto.subtle.digest('SHA-256', body)),
    title: titleOf(new TextDecoder().decode(body.slice(0, 8192))),
    size: body.byteLength,
    failures: 0,
    retryAt: 0,
    usedAt,
    rank: -usedAt,
    priority: status !== 200 ? -1 : route.pinned ? 1 : 0,
  };
  await write(context, { entry, body }, names, target.key);
  for (const plugin of context.config.plugins)
    await plugin.cacheDidUpdate?.({ request: new Request(url), cacheName: 'sw-isr' });
  return { entry, body };
}
