import { IsrError } from '../shared/errors.js';
import type { Page, TrustedTypes } from './runtime/page.js';

type Policy = ReturnType<TrustedTypes['createPolicy']>;

/** The policy of each page. A browser may refuse a second policy with the same name. */
const policies = new WeakMap<TrustedTypes, Policy>();

/** The URL that is being registered: the only one that the policy accepts. */
let allowed = '';

function createPolicy(trustedTypes: TrustedTypes): Policy {
  const policy = trustedTypes.createPolicy('sw-isr', {
    createScriptURL: (url) => (url === allowed ? url : ''),
  });
  policies.set(trustedTypes, policy);
  return policy;
}

/**
 * Registers a worker's script, also under the Content-Security-Policy `require-trusted-types-for 'script'`: the policy
 * `sw-isr` then turns the URL into a `TrustedScriptURL`. If the site forbids that policy, the URL is passed as a
 * string, which the site's default policy may accept.
 * @throws {IsrError} `failed`, with the remedy, if the policy was forbidden; else the browser's own error
 */
export async function registerScript(
  { trustedTypes }: Page,
  container: ServiceWorkerContainer,
  url: string,
  options: RegistrationOptions,
): Promise<ServiceWorkerRegistration> {
  let script = url;
  let isForbidden = false;
  try {
    allowed = url;
    if (trustedTypes)
      script = (policies.get(trustedTypes) ?? createPolicy(trustedTypes)).createScriptURL(url);
  } catch {
    isForbidden = true;
  }
  return container.register(script, options).catch((cause: unknown) => {
    if (!isForbidden) throw cause;
    throw new IsrError(
      'failed',
      `Failed to register "${url}": ${cause as string}. Add sw-isr to the trusted-types directive of the page's Content-Security-Policy.`,
      { cause },
    );
  });
}
