/** Whether a page may be stored (rules 11 and 16). */
import { failure } from '../../shared/errors.js';
import type { Context } from '../runtime/context.js';
import { runHook } from '../runtime/plugins.js';
import { readBody } from '../runtime/read-body.js';
import { bodyFor } from '../runtime/response.js';
import { type Target } from '../lookup/target.js';
import { runConfigFunction } from '../runtime/timers.js';

export const refusal = (url: string, why: string): Error =>
  failure('failed', `store "${url}"`, why, 'The stored page stays');

/** Why a body of this size is not the whole of the response; empty if it may be. */
function faultOf({ route: { policy } }: Target, { status, headers }: Response, size: number): string {
  if (!policy.isWhole({ status, headers }, size)) return size ? 'its body is cut' : 'its body is empty';
  // Not all browsers notice a body that is shorter than its `Content-Length`.
  const announced = headers.has('content-encoding') ? null : headers.get('content-length');
  return announced && Number(announced) !== size ? `its body has ${size} of ${announced} bytes` : '';
}

/** Whether the body ends as it should. Reads a copy; a body that is too large or too slow to be stored may be whole. */
export const isWhole = ({ config }: Context, target: Target, response: Response): Promise<boolean> =>
  readBody(response.clone(), config.limits.maxPageBytes).then(
    ({ byteLength }) => !faultOf(target, response, byteLength),
    (error: unknown) => error instanceof RangeError,
  );

/** @throws IsrError if the body is not complete, or if `validate` or a plugin refuses the page */
export async function assertStorable(
  context: Context,
  target: Target,
  response: Response,
  body: ArrayBuffer,
): Promise<void> {
  const { route, url } = target;
  const { status, headers } = response;
  const copy = (): Response => new Response(bodyFor(status, body), { status, headers });
  const fault = faultOf(target, response, body.byteLength);
  if (fault) throw refusal(url, fault);
  const accepts = (): unknown => route.validate?.(copy());
  if (status === 200 && route.validate && !(await runConfigFunction('validate', accepts)))
    throw refusal(url, 'the route\'s "validate" refused it');
  if (
    !(await runHook(context, 'cacheWillUpdate', { request: new Request(url), response: copy() }, 'response'))
  )
    throw refusal(url, 'a plugin refused it');
}
