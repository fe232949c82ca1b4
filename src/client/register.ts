import type { IsrError } from '../shared/errors.js';
import { cacheCurrentPage } from './features/cache-current-page.js';
import { cacheVisitedPages } from './features/cache-visited-pages.js';
import { IsrClient } from './client.js';
import type { Features } from './optional-features.js';
import type { Connection } from './runtime/connection.js';
import { announce } from './events.js';
import { explainOnLocalhost } from './features/explain-on-localhost.js';
import { keepDatabaseOpen } from './features/keep-database-open.js';
import { sendHello, listen } from './listen.js';
import { loadStoredPages } from './features/load-stored-page.js';
import { afterLoad, containerOf, pause, savesData } from './runtime/page.js';
import type { Page } from './runtime/page.js';
import { registerScript } from './register-script.js';
import { reloadBrokenPage } from './features/reload-broken-page.js';
import { reloadWhenOnline } from './features/reload-when-online.js';
import { servedState, announceFetches } from './runtime/served.js';
import { checkForUpdates } from './features/check-for-updates.js';
import { wakeWorker } from './features/wake-worker.js';
import { withTimeout } from './runtime/with-timeout.js';

/** The options of `register()`. */
export interface RegisterOptions {
  /** The part of the site that the worker may answer. @default the folder of the worker's script */
  scope?: string;
  /** How long `register()`, and later each call, waits, in milliseconds. @default 10000 */
  timeout?: number;
  /**
   * Store pages that the visitor sees and the worker does not: the page on which the worker is first registered, with
   * its assets, and the pages that a client router shows.
   * @default true
   */
  adopt?: boolean;
}

async function registerWith(
  { feed, speculate }: Features,
  url: string | URL = '/sw.js',
  { scope, timeout = 10_000, adopt: adopts = true }: RegisterOptions = {},
  page = globalThis as Page,
): Promise<IsrClient> {
  const container = containerOf(page);
  const connection: Connection = { page, container, timeout, registration: null };
  const client = new IsrClient(connection);
  speculate?.(client, page);
  if (!container) return client;
  reloadBrokenPage(page, container);

  const served = servedState(page);
  const controlled = !!container.controller;
  const forced = !controlled && isForcedReload(container);
  const loaded = afterLoad(page);
  const report = (cause: unknown) => announce(client, 'error', cause as IsrError);
  connection.registering = withTimeout(connection, `register "${url as string}"`, async () => {
    // If the worker controls the page, registering downloads nothing, so it need not wait.
    if (!controlled) await loaded;
    connection.registration = await registerScript(page, container, String(url), { scope });
  }).catch((cause: unknown) => cause);
  const open = async () => {
    await loaded;
    const failure = await connection.registering;
    // In a later task than the one in which the caller adds its listeners.
    await pause(page, 0);
    if (served) announce(client, 'served', served);
    if (failure) report(failure);
    await serveOpenPage(client, connection, container, feed);
    if (adopts) cacheVisitedPages(connection);
    const replace = await forced;
    if (replace || (adopts && !controlled && !savesData(page))) await cacheCurrentPage(connection, replace);
  };
  // Only the built-in offline page has no age. A stored page read offline has one, and is never reloaded (rule 8).
  if (served?.state === 'offline' && !served.age) reloadWhenOnline(page).catch(report);
  else if (served) explainOnLocalhost(page, served);
  open().catch(report);
  await connection.registering;
  return client;
}

/** `register()` of a client with these features. */
export const createRegister =
  (features: Features) =>
  (url?: string | URL, options?: RegisterOptions, page?: Page): Promise<IsrClient> =>
    registerWith(features, url, options, page);

/** `register()` without these features: see `sw-isr/client`. */
export const register: (url?: string | URL, options?: RegisterOptions, page?: Page) => Promise<IsrClient> =
  /* @__PURE__ */ createRegister({});

/** Starts the features of an open page. Resolves when the worker is active and has been told of the page. */
async function serveOpenPage(
  client: IsrClient,
  connection: Connection,
  container: ServiceWorkerContainer,
  loadFeed: Features['feed'],
): Promise<void> {
  const { page } = connection;
  let follows = false;
  const hello = async (): Promise<void> => {
    const { feed } = (await sendHello(connection)) ?? {};
    if (!feed || !loadFeed || follows) return;
    follows = true;
    (await loadFeed()).followFeed(connection, feed);
  };
  const greet = (): unknown =>
    hello().catch((cause: unknown) => announce(client, 'error', cause as IsrError));
  listen(client, connection, container);
  loadStoredPages(page, client);
  announceFetches(client, page);
  container.addEventListener('controllerchange', greet);
  // Not within a call's timeout: a first install may take longer.
  checkForUpdates(page, await container.ready);
  wakeWorker(connection);
  await greet();
  keepDatabaseOpen(page);
}

/** Whether an active worker exists although it does not control the page: the visitor pressed Shift+reload. */
const isForcedReload = (container: ServiceWorkerContainer): Promise<boolean> =>
  container.getRegistration().then(
    (registration) => !!registration?.active,
    () => false,
  );
