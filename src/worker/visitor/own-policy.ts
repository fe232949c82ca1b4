/** Whether this worker may fetch files of other sites (rule 37). */
import { allowsOtherSites } from '../../core/http/csp.js';
import type { Context } from '../runtime/context.js';

export interface OwnPolicy {
  /** Undefined where nobody can tell now. The worker's script is asked for once, for its headers. */
  allows(): Promise<boolean | undefined>;
  /** Whether it is known that it may not. */
  readonly isDenied: boolean;
}

/** Milliseconds that the headers may take. */
const POLICY_TIMEOUT_MS = 10_000;

export function createOwnPolicy({ fetch }: Context): OwnPolicy {
  let known: boolean | undefined;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const signal = AbortSignal.timeout(POLICY_TIMEOUT_MS);
    const response = await fetch(new Request(location.href, { cache: 'force-cache', signal }));
    await response.body?.cancel();
    if (response.ok) known = allowsOtherSites(response.headers, location.protocol);
  };
  return {
    async allows() {
      if (known === undefined)
        await (asking ??= ask()
          .catch(() => undefined)
          .finally(() => {
            asking = undefined;
          }));
      return known;
    },
    get isDenied() {
      return known === false;
    },
  };
}
