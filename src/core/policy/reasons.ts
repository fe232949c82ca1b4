/** The sentences of `explain()`, in a page and on the command line. */
import { SERVED_AT_ONCE } from '../../shared/reasons.js';
import type { Standing } from '../cache/generation.js';
import type { Decision } from './decision.js';

export const NOT_TAKEN = 'No route takes this URL, or its revalidate is 0: the network answers.';

/** Why a request bypasses the store. */
export const BYPASS = {
  disabled: 'The feed has turned the worker off: the network answers.',
  draft: 'Draft mode is on: every page comes from the network.',
  'no-user': 'No user is set: call setUser().',
};

/** What is done with a request, by `Decision.do`. */
export const REASONS: Record<Decision['do'], string> = {
  serve: SERVED_AT_ONCE,
  'ask-first': 'The origin is asked first; the stored page is served if it fails.',
  fetch: 'The origin’s response is streamed; it is stored once it is verified.',
  shell: 'The loading shell is shown while the page is fetched.',
  network: 'The request goes to the network unchanged.',
  'not-found': 'The route is strict and does not list this path: 404.',
};

export const STANDINGS: Record<Standing, string> = {
  verified: 'It is verified to be the same for everyone.',
  'check-behind': 'It is compared with the visitor’s own page after it is served: there was a write.',
  'check-first':
    'It is compared with the visitor’s own page first: there was a write, or the visitor may have changed.',
  unverified: 'It was never verified: it is compared with the visitor’s own page first.',
};
