import type { Page } from './page.js';

/** A page's line to its worker, shared by everything that sends over it. */
export interface Connection {
  readonly page: Page;
  /** Undefined where there are no workers. */
  readonly container: ServiceWorkerContainer | undefined;
  /** For how many milliseconds a call waits, where it does not say. */
  readonly timeout: number;
  /** Resolves when registering has ended, to its failure if it failed; undefined where it never began. */
  enrolled?: Promise<unknown>;
  /** What came of it; null until then, and where there is no worker. */
  registration: ServiceWorkerRegistration | null;
}

/** The worker that answers; where registering failed, the one that this page came through. */
export const activeWorker = ({ registration, container }: Connection): ServiceWorker | null | undefined =>
  registration?.active ?? container?.controller;
