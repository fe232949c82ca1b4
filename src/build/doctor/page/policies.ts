/** Effects of a page's headers on the worker: policies that prevent its registration, and `Clear-Site-Data`. */
import type { Answer } from '../asking/http.js';
import { forbiddenBy, GOVERNING, policiesOf } from '../csp.js';
import { type Finding, finding } from '../findings.js';

/** `Clear-Site-Data` that affects the worker: `"storage"` removes it, `"cache"` and `"*"` empty the store (rule 26). */
export const clears = (field: string | null): string | undefined =>
  field !== null && /"(?:cache|storage|\*)"/.test(field) ? field : undefined;

/** Whether a nonce may allow scripts of the page. */
const acceptsNonce = (directive: string): boolean => /'nonce-/.test(directive);

/** Whether `trusted-types` forbids the client's policy, which is needed to register the worker. */
const forbidsClientPolicy = (names: readonly string[] | undefined): boolean =>
  !!names && !names.includes('sw-isr') && !names.includes('*');

export function policyFindings({ headers, text }: Answer, url: URL, worker: URL): Finding[] {
  const findings: Finding[] = [];
  const policies = policiesOf(headers, text);
  const forbidding = forbiddenBy(policies, GOVERNING.worker, worker, url);
  if (forbidding !== undefined)
    findings.push(finding('page-csp', `Its policy (${forbidding}) forbids registering ${worker.pathname}.`));
  const client = new URL('sw-isr.js', worker);
  const blocking = forbiddenBy(policies, GOVERNING.script, client, url);
  if (blocking !== undefined)
    findings.push(
      finding(
        'page-csp-client',
        acceptsNonce(blocking)
          ? `Its policy lets ${client.pathname} load only with the nonce of the page.`
          : `Its policy (${blocking}) forbids loading ${client.pathname}.`,
      ),
    );
  const sandbox = policies.map((policy) => policy.get('sandbox')).find((flags) => flags !== undefined);
  if (sandbox && !['allow-same-origin', 'allow-scripts'].every((flag) => sandbox.includes(flag)))
    findings.push(
      finding(
        'page-sandboxed',
        'Its policy puts the page into a sandbox, where no worker can be registered.',
      ),
    );
  const isTrusting = policies.some((policy) => policy.get('require-trusted-types-for')?.includes("'script'"));
  const refusing = policies.map((policy) => policy.get('trusted-types')).find(forbidsClientPolicy);
  if (isTrusting && refusing)
    findings.push(
      finding(
        'trusted-types',
        `Its policy (${['trusted-types', ...refusing].join(' ')}) does not name sw-isr.`,
      ),
    );
  const cleared = clears(headers.get('clear-site-data'));
  if (cleared !== undefined)
    findings.push(finding('page-clears-data', `Clear-Site-Data: ${cleared} empties the store at each view.`));
  return findings;
}
