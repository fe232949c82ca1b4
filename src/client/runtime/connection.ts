import type { Page } from './page.js';

/** A page's connection to its worker. */
export interface Connection {
  readonly page: Page;
  /** Undefined where there are no workers. */
  readonly container: ServiceWorkerContainer | undefined;
  /** Default timeout of a call, in milliseconds. */
  readonly timeout: number;
  /** Resolves when registering has ended, with the error if it failed; undefined if it was never started. */
  registering?: Promise<unknown>;
  /** Null until the worker is registered, and if there is no worker. */
  registration: ServiceWorkerRegistration | null;
}

/** The worker that answers; if registering failed, the one that controls this page. */
export const activeWorker = ({ registration, container }: Connection): ServiceWorker | null | undefined =>
  registration?.active ?? container?.controller;
