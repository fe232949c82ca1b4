/** Why a page is not stored, whatever its copies (rules 16 to 21, 37): from the visitor's own response. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { isHtml } from '../../../core/http/html.js';
import { variesWildly } from '../../../core/http/vary.js';
import type { Answer } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';
import { type Finding, finding } from '../findings.js';
import { botCheckIn } from './bot-check.js';

function byRedirect(own: Answer, url: URL): Finding | undefined {
  const location = locationOf(own, url);
  if (!location) return undefined;
  const target =
    location.origin === url.origin
      ? `${location.pathname}${location.search}, which is shown when the server can't be reached`
      : `another site, ${location.origin}, and is never stored`;
  return finding('redirect', `It redirects (${own.status}) to ${target}.`);
}

function byStatus({ status, headers }: Answer): Finding | undefined {
  const challenge = headers.get('www-authenticate');
  if (status === 401 && challenge)
    return finding(
      'sign-in-dialog',
      `It answers 401 with a sign-in dialog (WWW-Authenticate: ${challenge}).`,
    );
  if (status === 401 || status === 403) return finding('refused', `It answers the visitor with ${status}.`);
  if (status === 404 || status === 410)
    return finding('not-found', `It answers ${status}, which is stored for a minute if it is everyone's.`);
  if (status === 429) return finding('rate-limited', 'It answers 429: the server got too many requests.');
  if (status >= 500)
    return finding(
      'server-error',
      `It answers ${status}: nothing is stored, and an older stored page is served.`,
    );
  return status === 200 ? undefined : finding('other-status', `It answers ${status}, which is not stored.`);
}

function byType({ headers }: Answer, route: ResolvedRoute): Finding | undefined {
  if (/^\s*attachment\b/i.test(headers.get('content-disposition') ?? ''))
    return finding('download', 'It is a download (Content-Disposition: attachment).');
  const type = headers.get('content-type');
  if (route.data || isHtml(type)) return undefined;
  return finding('other-type', type ? `It is not HTML but ${type}.` : 'It has no Content-Type.');
}

/** `Vary: *`: the response depends on more than the request's headers (RFC 9110 §12.5.5). */
const byVary = ({ headers }: Answer): Finding | undefined =>
  variesWildly(headers.get('vary'))
    ? finding('vary-all', 'Vary: * forbids using a response twice, so it is not stored.')
    : undefined;

function byBody({ text, bodyFault, bytes }: Answer, maxBytes: number): Finding | undefined {
  if (bodyFault === 'endless')
    return finding('endless', 'Its body does not end in time; it may be a stream.');
  if (bodyFault === 'too large') return finding('too-large', `It has more than ${maxBytes} bytes.`);
  if (bodyFault) return finding('incomplete', `Its body breaks off after ${bytes} bytes.`);
  return text.trim() === '' ? finding('empty', 'It has the status 200 and an empty body.') : undefined;
}

/** Why the page is not stored; undefined if it may be. */
export function whyNotKept(
  own: Answer,
  { url, route, maxBytes }: { url: URL; route: ResolvedRoute; maxBytes: number },
): Finding | undefined {
  const checker = botCheckIn(own);
  if (checker !== undefined)
    return finding(
      'bot-check',
      `The doctor itself was stopped by a bot check of ${checker} (status ${own.status}), and has not seen the page.`,
    );
  const byHead = byRedirect(own, url) ?? byStatus(own);
  // A stream is recognized by its body, before its type is checked.
  const isStream = own.bodyFault === 'endless';
  return byHead ?? (isStream ? undefined : byType(own, route)) ?? byVary(own) ?? byBody(own, maxBytes);
}
