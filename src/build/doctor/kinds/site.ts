/** Kinds of findings about the whole site. */
import type { Kind } from './kind.js';

export const SITE_FINDINGS = {
  'secure-origin': { level: 'ok' },
  'insecure-origin': {
    level: 'error',
    remedy: 'Serve the site over HTTPS: browsers run workers only there and on localhost.',
  },
  'origin-redirects': { level: 'warning', remedy: 'Run the doctor on the origin to which it redirects.' },
  stranger: {
    level: 'note',
    remedy: "Give the cookies of a logged-in visitor, --cookie 'session=…', to see that visitor's pages.",
  },
  'worker-script': { level: 'ok' },
  'worker-missing': {
    level: 'note',
    remedy: 'Build the worker into the root of the site: npx sw-isr build.',
  },
  'script-missing': { level: 'warning', remedy: 'Deploy both files of the build, sw.js and sw-isr.js.' },
  'script-refused': {
    level: 'error',
    remedy: 'Answer it with 200 and the script, without a login and without a bot check.',
  },
  'script-redirects': {
    level: 'error',
    remedy: 'Serve the script at this URL itself: browsers refuse a worker that is reached by a redirect.',
  },
  'script-type': { level: 'error', remedy: 'Send it with Content-Type: text/javascript.' },
  'script-cached': {
    level: 'warning',
    remedy: 'Send it with Cache-Control: no-cache, on the CDN too, so that a new build arrives at once.',
  },
  'worker-scope': {
    level: 'warning',
    remedy: "Serve it from the root, or send Service-Worker-Allowed: / and register it with { scope: '/' }.",
  },
  'worker-clears-data': { level: 'error', remedy: 'Send the script without Clear-Site-Data.' },
  'other-worker': {
    level: 'warning',
    remedy: 'An origin has one worker per scope: add isrHandler() to that worker, or replace it.',
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
      'Let other sites send Cross-Origin-Resource-Policy: cross-origin with files that should work offline.',
  },
  'missing-scripts': { level: 'ok' },
  'catch-all': {
    level: 'warning',
    remedy:
      'Answer missing scripts, styles and images with 404: after a deployment, open pages still request the old ones.',
  },
  'soft-404': {
    level: 'warning',
    remedy: 'Answer missing pages with 404. Otherwise each misspelt URL is stored as a page.',
  },
  'cdn-strips-tags': {
    level: 'note',
    remedy: 'Send the tags in ISR-Tags: it has the same syntax and reaches the browser.',
  },
  'pages-left-out': { level: 'note', remedy: 'Raise --limit, or name the pages with --path.' },
} as const satisfies Record<string, Kind>;
