/** Whether the Content-Security-Policy of the worker's script allows it to fetch files of other sites (rule 37). */
import { allowsOtherSites } from '../../core/http/csp.js';
import type { Context } from '../runtime/context.js';

export interface OwnPolicy {
  /** Requests the worker's script once, for its headers. Undefined if that failed. */
  allows(): Promise<boolean | undefined>;
  /** False until the headers were read. */
  readonly isDenied: boolean;
}

const POLICY_TIMEOUT_MS = 10_000;

export function createOwnPolicy({ fetch }: Context): OwnPolicy {
  let allowed: boolean | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const signal = AbortSignal.timeout(POLICY_TIMEOUT_MS);
    const response = await fetch(new Request(location.href, { cache: 'force-cache', signal }));
    await response.body?.cancel();
    if (response.ok) allowed = allowsOtherSites(response.headers, location.protocol);
  };
  return {
    async allows() {
      if (allowed === undefined)
        await (reading ??= read()
          .catch(() => undefined)
          .finally(() => {
            reading = undefined;
          }));
      return allowed;
    },
    get isDenied() {
      return allowed === false;
    },
  };
}
