/** What a browser and the worker say in their requests. */
import { packageVersion } from '../../bundle/package-files.js';
import { ENCODINGS } from './body.js';

type Fields = Readonly<Record<string, string>>;

/** What the worker accepts in every request for a page. */
export const WORKER_ACCEPT = 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8';

/** A browser's, since some sites send others something else, with the name of this program. */
const userAgent = (): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 sw-isr-doctor/${packageVersion()}`;

const common = (): Fields => ({
  'user-agent': userAgent(),
  'accept-language': 'en-US,en;q=0.9',
  'accept-encoding': ENCODINGS,
});

/** A navigation, as Chromium makes it where somebody follows a link in a mail or types the address. */
export const navigationHeaders = (): Fields => ({
  ...common(),
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
  'upgrade-insecure-requests': '1',
});

/** A request of the worker's own, made with `cache: 'no-store'`. */
export const workerHeaders = (referer: string): Fields => ({
  ...common(),
  accept: WORKER_ACCEPT,
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  referer,
});

/** The registration of a worker, or the check for a new one. */
export const workerScriptHeaders = (): Fields => ({
  ...common(),
  accept: '*/*',
  'cache-control': 'max-age=0',
  'sec-fetch-dest': 'serviceworker',
  'sec-fetch-mode': 'same-origin',
  'sec-fetch-site': 'same-origin',
  'service-worker': 'script',
});

/** A page that loads a script. */
export const scriptHeaders = (referer: string): Fields => ({
  ...common(),
  accept: '*/*',
  'sec-fetch-dest': 'script',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  referer,
});
