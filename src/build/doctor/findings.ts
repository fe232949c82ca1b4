/** Every kind of finding: how serious it is, and what to do about it. */

/** `ok`: as it should be. `note`: good to know. `warning`: something is lost. `error`: something would break. */
export type FindingLevel = 'ok' | 'note' | 'warning' | 'error';

interface Kind {
  readonly level: FindingLevel;
  readonly remedy?: string;
}

/** What concerns the whole site. */
const SITE = {
  'secure-origin': { level: 'ok' },
  'insecure-origin': {
    level: 'error',
    remedy: 'Serve the site over HTTPS: browsers run workers only there and on localhost.',
  },
  'origin-redirects': { level: 'warning', remedy: 'Run the doctor on the origin that it redirects to.' },
  stranger: {
    level: 'note',
    remedy: "Give a logged-in visitor's cookies, --cookie 'session=…', to see what such visitors get.",
  },
  'worker-script': { level: 'ok' },
  'worker-missing': {
    level: 'note',
    remedy: 'Build the worker into the root of the site: npx sw-isr build.',
  },
  'script-missing': { level: 'warning', remedy: 'Deploy both files of the build, sw.js and sw-isr.js.' },
  'script-refused': {
    level: 'error',
    remedy: 'Let the server answer it with 200 and the script, without a login and without a check for bots.',
  },
  'script-redirects': {
    level: 'error',
    remedy: 'Serve the script at this URL itself: browsers refuse a worker that is reached by a redirect.',
  },
  'script-type': { level: 'error', remedy: 'Send Content-Type: text/javascript with it.' },
  'script-cached': {
    level: 'warning',
    remedy: 'Send Cache-Control: no-cache with it, on the CDN too, so that a new build arrives at once.',
  },
  'worker-scope': {
    level: 'warning',
    remedy: "Serve it from the root, or send Service-Worker-Allowed: / and register it with { scope: '/' }.",
  },
  'worker-clears-data': { level: 'error', remedy: 'Send the script without Clear-Site-Data.' },
  'other-worker': {
    level: 'warning',
    remedy: 'An origin has one worker for a scope: put isrHandler() into that worker, or replace it.',
  },
  'worker-csp': {
    level: 'error',
    remedy: "Send the script without a Content-Security-Policy, or allow connect-src 'self' in it.",
  },
  'worker-csp-others': {
    level: 'warning',
    remedy: 'Send the script without a Content-Security-Policy, or allow those hosts in its connect-src.',
  },
  'worker-coep': {
    level: 'note',
    remedy:
      'Let other sites send Cross-Origin-Resource-Policy: cross-origin with what is to be kept for offline.',
  },
  'missing-scripts': { level: 'ok' },
  'catch-all': {
    level: 'warning',
    remedy:
      'Answer scripts, styles and images that are not there with 404: after a deploy, pages still ask for the old ones.',
  },
  'soft-404': {
    level: 'warning',
    remedy: 'Answer pages that are not there with 404, or each misspelt URL is kept as a page.',
  },
  'cdn-strips-tags': {
    level: 'note',
    remedy: 'Name tags in ISR-Tags, which has the same syntax and reaches the browser.',
  },
  'pages-left-out': { level: 'note', remedy: 'Raise --limit, or name the pages with --path.' },
} as const satisfies Record<string, Kind>;

/** What concerns one page. */
const PAGE = {
  'no-answer': { level: 'error', remedy: 'See why the server does not answer this page.' },
  'server-error': { level: 'error', remedy: 'Mend the page.' },
  'rate-limited': {
    level: 'warning',
    remedy: 'Run the doctor later, or with a smaller --limit; it asks for no more pages now.',
  },
  'not-found': { level: 'note', remedy: 'Correct the link that leads here, if it should lead to a page.' },
  refused: { level: 'note', remedy: "Give the cookies of a visitor who may see it: --cookie 'session=…'." },
  'sign-in-dialog': {
    level: 'note',
    remedy: 'Nothing to do: the worker leaves the sign-in dialog to the browser.',
  },
  'bot-check': {
    level: 'warning',
    remedy: "Let requests without cookies pass the check where they come from the site's own pages.",
  },
  redirect: { level: 'note', remedy: 'Nothing to do: the browser gets the redirect itself.' },
  'other-status': { level: 'note', remedy: 'Nothing to do: the worker keeps answers with 200, 404 and 410.' },
  'other-type': {
    level: 'note',
    remedy: 'Keep it with data: true on its route, if it is the same for everyone.',
  },
  download: { level: 'note', remedy: 'Nothing to do: the worker keeps no downloads.' },
  endless: {
    level: 'warning',
    remedy: 'Give it a route with revalidate: 0, so that the worker stays out of its way.',
  },
  incomplete: { level: 'warning', remedy: 'Mend the answer: only whole pages are kept.' },
  empty: { level: 'warning', remedy: 'Answer with a page, or with 204: an empty one is not kept.' },
  'too-large': { level: 'warning', remedy: 'Make the page smaller, or raise limits.maxPageBytes.' },
  everyone: { level: 'ok' },
  personal: {
    level: 'note',
    remedy: 'Nothing to do if it is meant to be personal. Else load that part by a script.',
  },
  'personal-by-header': {
    level: 'note',
    remedy: 'Nothing to do if it is meant to be personal. Else send Cache-Control: public.',
  },
  'different-each-time': {
    level: 'warning',
    remedy:
      "If the difference does not matter, send Cache-Control: public or set audience: 'everyone'; else load that part by a script.",
  },
  unproven: {
    level: 'warning',
    remedy: 'Answer this page without cookies too, or send Cache-Control: public with it.',
  },
  'public-but-personal': {
    level: 'error',
    remedy: 'Send Cache-Control: private with it: this answer also lets a CDN show it to everybody.',
  },
  'shared-validator': {
    level: 'error',
    remedy: 'Make the ETag of what the visitor sees, cookies included, or send Cache-Control: private.',
  },
  'audience-but-personal': {
    level: 'error',
    remedy: "Take audience: 'everyone' from the route, or load the visitor's part by a script.",
  },
  'sec-fetch-mode': {
    level: 'warning',
    remedy: "Answer a page's URL alike however it is asked for: a worker asks with Sec-Fetch-Mode: cors.",
  },
  'dropped-query': {
    level: 'warning',
    remedy: 'Name these parameters in allowQuery of its route, or take them from ignoreQuery.',
  },
  'no-validator': {
    level: 'note',
    remedy:
      'Send an ETag made of the page, or Cache-Control: public: the second request is then a 304, or spared.',
  },
  'etag-changes': { level: 'note', remedy: 'Make the ETag of the bytes alone, the same on every server.' },
  'validator-ignored': {
    level: 'note',
    remedy: 'Answer with a 304 where the page is the one that the request names.',
  },
  'etag-too-strong': {
    level: 'note',
    remedy: 'Mark the ETag as weak: W/"…" says that such differences do not count.',
  },
  'cache-control': { level: 'note' },
  'isr-cache-control': {
    level: 'warning',
    remedy: 'Correct it: a dictionary such as max-age=60, stale-while-revalidate=600 (RFC 9213).',
  },
  'vary-all': { level: 'warning', remedy: 'Name the request headers that make another page, in place of *.' },
  vary: { level: 'note', remedy: 'Nothing to do: each value of these headers is kept as a page of its own.' },
  'set-cookie': {
    level: 'warning',
    remedy: 'Set the cookie by a script or at another URL: a stored page sets none.',
  },
  tags: { level: 'ok' },
  'cache-tag-behind-cdn': {
    level: 'warning',
    remedy: 'Send the tags in ISR-Tags too, which has the same syntax and reaches the browser.',
  },
  'form-token': {
    level: 'warning',
    remedy: 'Fetch the token by a script when the form is used, and the page can be kept.',
  },
  'stored-token': {
    level: 'error',
    remedy: 'Fetch the token by a script when the form is used, or do not say that the page is for everyone.',
  },
  'page-csp': { level: 'error', remedy: "Allow worker-src 'self' in the page's Content-Security-Policy." },
  'page-csp-client': {
    level: 'warning',
    remedy: "Allow script-src 'self', or give the script element of /sw-isr.js the page's nonce.",
  },
  'page-sandboxed': {
    level: 'error',
    remedy: 'Add allow-same-origin and allow-scripts to the sandbox directive.',
  },
  'trusted-types': {
    level: 'warning',
    remedy: 'Name sw-isr, the policy under which the worker is registered, in trusted-types.',
  },
  'page-clears-data': {
    level: 'warning',
    remedy: 'Send Clear-Site-Data with the logout alone, and give the logout a route with revalidate: 0.',
  },
  'not-routed': { level: 'note', remedy: 'Nothing to do if the worker should keep out of the way here.' },
  'never-stored': { level: 'note', remedy: 'Nothing to do: the route says revalidate: 0.' },
  'user-route': {
    level: 'note',
    remedy: 'Name the user with setUser(), and call clearUser() when they log out.',
  },
} as const satisfies Record<string, Kind>;

/** Every kind of finding. */
export const FINDINGS = { ...SITE, ...PAGE };

/** What kind of finding it is; stable, for programs. */
export type FindingCode = keyof typeof FINDINGS;

/** One thing that was found. */
export interface Finding {
  level: FindingLevel;
  code: FindingCode;
  /** What was found, in one sentence or two. */
  message: string;
  /** What to do, in one sentence. */
  remedy?: string;
}

export function finding(code: FindingCode, message: string): Finding {
  const { level, remedy }: Kind = FINDINGS[code];
  return { level, code, message, ...(remedy !== undefined && { remedy }) };
}
