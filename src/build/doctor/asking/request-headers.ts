/** The request headers of a browser and of the worker. */
import { packageVersion } from '../../bundle/package-files.js';
import { ENCODINGS } from './body.js';

type Fields = Readonly<Record<string, string>>;

/** The worker's `Accept` in every page request. */
export const WORKER_ACCEPT = 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8';

/** A browser's, because some sites treat other programs differently, followed by the doctor's name. */
const userAgent = (): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 sw-isr-doctor/${packageVersion()}`;

const common = (): Fields => ({
  'user-agent': userAgent(),
  'accept-language': 'en-US,en;q=0.9',
  'accept-encoding': ENCODINGS,
});

/** A navigation in Chromium, from a typed address or a link in a mail. */
export const navigationHeaders = (): Fields => ({
  ...common(),
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
  'upgrade-insecure-requests': '1',
});

/** The worker's own request, made with `cache: 'no-store'`. */
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

/** The registration of a worker, or its update check. */
export const workerScriptHeaders = (): Fields => ({
  ...common(),
  accept: '*/*',
  'cache-control': 'max-age=0',
  'sec-fetch-dest': 'serviceworker',
  'sec-fetch-mode': 'same-origin',
  'sec-fetch-site': 'same-origin',
  'service-worker': 'script',
});

/** A script of a page. */
export const scriptHeaders = (referer: string): Fields => ({
  ...common(),
  accept: '*/*',
  'sec-fetch-dest': 'script',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  referer,
});
