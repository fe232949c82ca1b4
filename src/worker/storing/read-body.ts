/** Reads a page to its end: only a complete body that nobody refuses is one (rules 11 and 16). */
import { failure } from '../../shared/errors.js';
import type { Context } from '../runtime/context.js';
import { runHook } from '../runtime/plugins.js';
import { bodyFor } from '../runtime/response.js';
import { type Target } from '../lookup/target.js';
import { runConfigFunction } from '../runtime/timers.js';

/** Milliseconds that a body may take: what the browser kills can't be finished. */
const BODY_TIMEOUT_MS = 25_000;

export const refused = (url: string, why: string): Error =>
  failure('failed', `store "${url}"`, why, 'What was stored stays');

/** The whole body. Throws where it breaks off, is longer than allowed, or takes too long. */
export async function readBody({ body }: Response, url: string, max: number): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  let size = 0;
  let fault: string | undefined;
  const stop = (why: string): void => {
    fault = why;
    // Settles when the visitor has read the other copy as well.
    reader?.cancel().catch(() => undefined);
  };
  const timer = setTimeout(() => stop('its body did not end in time'), BODY_TIMEOUT_MS);
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
export async function assertStorable(
  context: Context,
  { route, url }: Target,
  { status, headers }: Response,
  body: ArrayBuffer,
): Promise<void> {
  const copy = (): Response => new Response(bodyFor(status, body), { status, headers });
  const size = body.byteLength;
  // Browsers differ in whether they notice a body that is shorter than announced.
  const announced = headers.has('content-encoding') ? null : headers.get('content-length');
  if ((!size && !route.policy.allowsEmptyBody) || (announced && Number(announced) !== size))
    throw refused(url, `its body has ${size} bytes of ${announced ?? 'some'}`);
  const accepts = (): unknown => route.validate?.(copy());
  if (status === 200 && route.validate && !(await runConfigFunction('validate', accepts)))
    throw refused(url, 'the route\'s "validate" refused it');
  if (
    !(await runHook(context, 'cacheWillUpdate', { request: new Request(url), response: copy() }, 'response'))
  )
    throw refused(url, 'a plugin refused it');
}
