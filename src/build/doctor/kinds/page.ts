/** Kinds of findings about one page. */
import type { Kind } from './kind.js';

export const PAGE_FINDINGS = {
  'no-answer': { level: 'error', remedy: 'Find out why the server does not answer this page.' },
  'server-error': { level: 'error', remedy: 'Repair the page.' },
  'rate-limited': {
    level: 'warning',
    remedy: 'Run the doctor later, or with a smaller --limit. It requests no more pages now.',
  },
  'not-found': { level: 'note', remedy: 'Correct the link that leads here, if it should lead to a page.' },
  refused: { level: 'note', remedy: "Give the cookies of a visitor who may see it: --cookie 'session=…'." },
  'sign-in-dialog': {
    level: 'note',
    remedy: 'Nothing to do: the worker leaves the sign-in dialog to the browser.',
  },
  'bot-check': {
    level: 'warning',
    remedy: "Let requests without cookies pass the check if they come from the site's own pages.",
  },
  redirect: { level: 'note', remedy: 'Nothing to do: the browser gets the redirect itself.' },
  'other-status': { level: 'note', remedy: 'Nothing to do: the worker stores only 200, 404 and 410.' },
  'other-type': {
    level: 'note',
    remedy: 'Store it with data: true on its route, if it is the same for everyone.',
  },
  download: { level: 'note', remedy: 'Nothing to do: the worker stores no downloads.' },
  endless: {
    level: 'warning',
    remedy: 'Give it a route with revalidate: 0, so that the worker leaves it alone.',
  },
  incomplete: { level: 'warning', remedy: 'Repair the response: only complete pages are stored.' },
  empty: { level: 'warning', remedy: 'Answer with a page, or with 204: an empty page is not stored.' },
  'too-large': { level: 'warning', remedy: 'Make the page smaller, or raise limits.maxPageBytes.' },
  everyone: { level: 'ok' },
  personal: {
    level: 'note',
    remedy: 'Nothing to do if it should be personal. Otherwise load the personal part with a script.',
  },
  'personal-by-header': {
    level: 'note',
    remedy: 'Nothing to do if it should be personal. Otherwise send Cache-Control: public.',
  },
  'different-each-time': {
    level: 'warning',
    remedy:
      "If the difference does not matter, send Cache-Control: public or set audience: 'everyone'. Otherwise load that part with a script.",
  },
  unproven: {
    level: 'warning',
    remedy: 'Answer this page without cookies too, or send it with Cache-Control: public.',
  },
  'public-but-personal': {
    level: 'error',
    remedy: 'Send it with Cache-Control: private: the present header also lets a CDN show it to everyone.',
  },
  'shared-validator': {
    level: 'error',
    remedy: 'Compute the ETag from the page as the visitor gets it, or send Cache-Control: private.',
  },
  'audience-but-personal': {
    level: 'error',
    remedy: "Remove audience: 'everyone' from the route, or load the personal part with a script.",
  },
  'sec-fetch-mode': {
    level: 'warning',
    remedy: 'Answer the URL of a page alike for every request: a worker sends Sec-Fetch-Mode: cors.',
  },
  'dropped-query': {
    level: 'warning',
    remedy: 'Add these parameters to allowQuery of its route, or remove them from ignoreQuery.',
  },
  'no-validator': {
    level: 'note',
    remedy:
      'Send an ETag computed from the page, or Cache-Control: public. The second request is then a 304, or not needed.',
  },
  'etag-changes': {
    level: 'note',
    remedy: 'Compute the ETag from the bytes alone, the same on every server.',
  },
  'validator-ignored': {
    level: 'note',
    remedy: 'Answer with 304 if the page still has the ETag that the request gives.',
  },
  'etag-too-strong': {
    level: 'note',
    remedy: 'Make the ETag weak, W/"…": it then allows such differences.',
  },
  'cache-control': { level: 'note' },
  'isr-cache-control': {
    level: 'warning',
    remedy: 'Correct it: a dictionary such as max-age=60, stale-while-revalidate=600 (RFC 9213).',
  },
  'vary-all': {
    level: 'warning',
    remedy: 'Name the request headers that select another page, instead of *.',
  },
  vary: {
    level: 'note',
    remedy: 'Nothing to do: each value of these headers is stored as a page of its own.',
  },
  'set-cookie': {
    level: 'warning',
    remedy: 'Set the cookie with a script or at another URL: a stored page sets no cookies.',
  },
  tags: { level: 'ok' },
  'cache-tag-behind-cdn': {
    level: 'warning',
    remedy: 'Send the tags in ISR-Tags too: it has the same syntax and reaches the browser.',
  },
  'form-token': {
    level: 'warning',
    remedy: 'Fetch the token with a script when the form is used. The page can then be stored.',
  },
  'stored-token': {
    level: 'error',
    remedy:
      'Fetch the token with a script when the form is used, or do not say that the page is for everyone.',
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
    remedy: 'Add sw-isr to trusted-types: the worker is registered under this policy.',
  },
  'page-clears-data': {
    level: 'warning',
    remedy: 'Send Clear-Site-Data only with the logout, and give the logout a route with revalidate: 0.',
  },
  'not-routed': { level: 'note', remedy: 'Nothing to do if the worker should leave this page alone.' },
  'never-stored': { level: 'note', remedy: 'Nothing to do: the route says revalidate: 0.' },
  'user-route': {
    level: 'note',
    remedy: 'Set the user with setUser(), and call clearUser() on logout.',
  },
} as const satisfies Record<string, Kind>;
