/** Whether an answer is a check for bots in place of the page. */
import type { Answer } from '../asking/http.js';

/** Headers that such checks send. */
const HEADERS: readonly (readonly [name: string, value: RegExp, who: string])[] = [
  ['cf-mitigated', /challenge/, 'Cloudflare'],
  ['x-amzn-waf-action', /./, 'AWS WAF'],
  ['x-datadome', /./, 'DataDome'],
  ['x-vercel-mitigated', /challenge|deny/, 'Vercel'],
  ['server', /ddos-guard/i, 'DDoS-Guard'],
];

/** What such checks have in their pages. */
const BODIES: readonly (readonly [text: RegExp, who: string])[] = [
  [/\/cdn-cgi\/challenge-platform|cf-chl-|<title>Just a moment\.\.\./i, 'Cloudflare'],
  [/awsWafCookieDomainList|AwsWafIntegration/, 'AWS WAF'],
  [/captcha-delivery\.com/, 'DataDome'],
  [/_Incapsula_Resource/, 'Imperva'],
  [/px-captcha|perimeterx/i, 'HUMAN'],
  [/captcha|checking your browser|are you (?:a )?(?:human|robot)|enable javascript and cookies/i, 'the site'],
];

const STATUSES = [202, 403, 405, 429, 503];

/** Who checks; undefined where the answer is no check. */
export function botCheckIn({ status, headers, text }: Answer): string | undefined {
  if (!STATUSES.includes(status)) return undefined;
  const byHeader = HEADERS.find(([name, value]) => value.test(headers.get(name) ?? ''));
  return byHeader?.[2] ?? BODIES.find(([pattern]) => pattern.test(text))?.[1];
}
