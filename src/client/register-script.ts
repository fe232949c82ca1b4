import { IsrError } from '../shared/errors.js';
import type { Page, TrustedTypes } from './runtime/page.js';

type Policy = ReturnType<TrustedTypes['createPolicy']>;

/** The policy of each page. A browser may refuse a second policy of the same name. */
const policies = new WeakMap<TrustedTypes, Policy>();

/** The only URL that the policy lets through: the one that is being registered. */
let allowed = '';

function createPolicy(trustedTypes: TrustedTypes): Policy {
  const policy = trustedTypes.createPolicy('sw-isr', {
    createScriptURL: (url) => (url === allowed ? url : ''),
  });
  policies.set(trustedTypes, policy);
  return policy;
}

/**
 * Registers a worker's script, also where the page's Content-Security-Policy says `require-trusted-types-for 'script'`:
 * the URL is then made a `TrustedScriptURL` by the policy `sw-isr`. Where the site forbids that policy, the URL goes as
 * text, which a default policy of the site may accept.
 * @throws {IsrError} `failed`, with the remedy, where the policy was forbidden; else the browser's own error
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
