/** Detects bot checks that are sent in place of a page. */
import type { Answer } from '../asking/http.js';

/** Headers of bot checks. */
const HEADERS: readonly (readonly [name: string, value: RegExp, who: string])[] = [
  ['cf-mitigated', /challenge/, 'Cloudflare'],
  ['x-amzn-waf-action', /./, 'AWS WAF'],
  ['x-datadome', /./, 'DataDome'],
  ['x-vercel-mitigated', /challenge|deny/, 'Vercel'],
  ['server', /ddos-guard/i, 'DDoS-Guard'],
];

/** Texts in the pages of bot checks. */
const BODIES: readonly (readonly [text: RegExp, who: string])[] = [
  [/\/cdn-cgi\/challenge-platform|cf-chl-|<title>Just a moment\.\.\./i, 'Cloudflare'],
  [/awsWafCookieDomainList|AwsWafIntegration/, 'AWS WAF'],
  [/captcha-delivery\.com/, 'DataDome'],
  [/_Incapsula_Resource/, 'Imperva'],
  [/px-captcha|perimeterx/i, 'HUMAN'],
  [/captcha|checking your browser|are you (?:a )?(?:human|robot)|enable javascript and cookies/i, 'the site'],
];

const STATUSES = [202, 403, 405, 429, 503];

/** The vendor of the bot check; undefined if the response is none. */
export function botCheckIn({ status, headers, text }: Answer): string | undefined {
  if (!STATUSES.includes(status)) return undefined;
  const byHeader = HEADERS.find(([name, value]) => value.test(headers.get(name) ?? ''));
  return byHeader?.[2] ?? BODIES.find(([pattern]) => pattern.test(text))?.[1];
}
