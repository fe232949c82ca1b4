/**
 * What the unit tests expect of a browser and Node has not. Each is there only for as long as Node lacks it, and does
 * no more than the tests ask for: the tests in browsers show that browsers do the same.
 */
import { URLPattern } from 'urlpattern-polyfill/urlpattern';
import { createCaches } from './caches.mjs';
import { createLocks } from './locks.mjs';

const events = new EventTarget();

const lacking = {
  self: globalThis,
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
  URLPattern,
  location: new URL('http://localhost:8000/unit/'),
  caches: createCaches(),
  navigator: { userAgent: 'Node.js', onLine: true },
};

for (const [name, value] of Object.entries(lacking))
  if (!(name in globalThis))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
if (!navigator.locks) Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
