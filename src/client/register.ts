import type { IsrError } from '../shared/errors.js';
import { cacheCurrentPage } from './features/cache-current-page.js';
import { cacheVisitedPages } from './features/cache-visited-pages.js';
import { IsrClient } from './client.js';
import type { Connection } from './runtime/connection.js';
import { announce } from './events.js';
import { explainOnLocalhost } from './features/explain-on-localhost.js';
import { keepDatabaseOpen } from './features/keep-database-open.js';
import { greet, listen } from './listen.js';
import { loadStoredPages } from './features/load-stored-page.js';
import { afterLoad, containerOf, pause, savesData } from './runtime/page.js';
import type { Page } from './runtime/page.js';
import { registerScript } from './register-script.js';
import { reloadBrokenPage } from './features/reload-broken-page.js';
import { reloadWhenOnline } from './features/reload-when-online.js';
import { servedState, tellFetches } from './runtime/served.js';
import { checkForUpdates } from './features/check-for-updates.js';
import { wakeWorker } from './features/wake-worker.js';
import { withTimeout } from './runtime/with-timeout.js';

/** What `register()` takes. */
export interface RegisterOptions {
  /** The part of the site that the worker may answer. @default the folder of the worker's script */
  scope?: string;
  /** For how many milliseconds `register()`, and later each call, waits. @default 10000 */
  timeout?: number;
  /**
   * Keep for offline what the visitor sees and the worker does not: the page on which it is first registered, with its
   * assets, and the pages that a client router shows.
   * @default true
   */
  adopt?: boolean;
}

/**
 * Registers the worker, and resolves to the client that talks to it. Never throws: where there are no workers, or
 * registering fails, the site works as it would without, and the client is inert (an `error` event tells of the
 * failure). A first registration waits for the page's `load`, for five seconds at most. Listeners that are added
 * as soon as this resolves miss no event.
 * @example
 * const isr = await register('/sw.js');
 * isr.addEventListener('updated', ({ detail }) => showRefreshButton(detail.url));
 */
export async function register(
  url: string | URL = '/sw.js',
  { scope, timeout = 10_000, adopt: adopts = true }: RegisterOptions = {},
  page = globalThis as Page,
): Promise<IsrClient> {
  const container = containerOf(page);
  const connection: Connection = { page, container, timeout, registration: null };
  const client = new IsrClient(connection);
  if (!container) return client;
  reloadBrokenPage(page, container);

  const served = servedState(page);
  const controlled = !!container.controller;
  const forced = !controlled && isPastWorker(container);
  const loaded = afterLoad(page);
  const report = (cause: unknown) => announce(client, 'error', cause as IsrError);
  connection.enrolled = withTimeout(connection, `register "${url as string}"`, async () => {
    // A page that came through the worker downloads nothing now, which needs no waiting.
    if (!controlled) await loaded;
    connection.registration = await registerScript(page, container, String(url), { scope });
  }).catch((cause: unknown) => cause);
  const open = async () => {
    await loaded;
    const failure = await connection.enrolled;
    // A later task than the one in which our caller adds its listeners.
    await pause(page, 0);
    if (served) announce(client, 'served', served);
    if (failure) report(failure);
    await serveOpenPage(client, connection, container);
    if (adopts) cacheVisitedPages(connection);
    const replace = await forced;
    if (replace || (adopts && !controlled && !savesData(page))) await cacheCurrentPage(connection, replace);
  };
  // The offline page has no age; a stored page that was read offline has one, and is never reloaded unasked (rule 8).
  if (served?.state === 'offline' && !served.age) reloadWhenOnline(page).catch(report);
  else if (served) explainOnLocalhost(page, served);
  open().catch(report);
  await connection.enrolled;
  return client;
}

/** Starts what the client does as long as the page is open. Resolves when the worker is there and knows of the page. */
async function serveOpenPage(
  client: IsrClient,
  connection: Connection,
  container: ServiceWorkerContainer,
): Promise<void> {
  const { page } = connection;
  const hello = (): unknown =>
    greet(connection).catch((cause: unknown) => announce(client, 'error', cause as IsrError));
  listen(client, connection, container);
  loadStoredPages(page, client);
  tellFetches(client, page);
  container.addEventListener('controllerchange', hello);
  // A first install may take longer than a call waits.
  checkForUpdates(page, await container.ready);
  wakeWorker(connection);
  await hello();
  keepDatabaseOpen(page);
}

/** Whether a page without a controller came past a worker that was there: the visitor pressed Shift+reload. */
const isPastWorker = (container: ServiceWorkerContainer): Promise<boolean> =>
  container.getRegistration().then(
    (registration) => !!registration?.active,
    () => false,
  );
