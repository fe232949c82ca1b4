/**
 * What the build writes at the URL of an old worker. Browsers ask that URL for the update of a worker that they have, and
 * keep a worker whose script is gone.
 * - An old worker of this site's own scope becomes sw-isr's worker. So its registration stays, with its push
 *   subscriptions, and the next visit needs nothing but the network or what the old worker has stored.
 * - An old worker of another scope is unregistered. Its open tabs keep it until they are closed.
 */
declare const self: ServiceWorkerGlobalScope & {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): string };
  };
};
/** The path of the worker's script, relative to this one's. The build puts it in. */
declare const SW_ISR_WORKER: string;

/** The site's policies may ask for a `TrustedScriptURL`, or forbid to create one. */
function trusted(url: string): string {
  try {
    return (
      self.trustedTypes?.createPolicy('sw-isr', { createScriptURL: () => url }).createScriptURL('') ?? url
    );
  } catch {
    return url;
  }
}

const worker = new URL(SW_ISR_WORKER, location.href).href;
const isOfThisScope = self.registration.scope === new URL('.', worker).href;

/** Runs the worker's script in this one. A site whose policies forbid it is left to the network, and registers anew. */
function becomeWorker(): boolean {
  if (!isOfThisScope) return false;
  try {
    importScripts(trusted(worker));
    return true;
  } catch {
    return false;
  }
}

/**
 * A page that registers the old worker while it is being unregistered keeps it. Milliseconds after which it is
 * unregistered again; not in this site's own scope, where a page may have registered sw-isr's worker by then.
 */
const AGAIN_MS = isOfThisScope ? [] : [1_000, 5_000, 20_000];

const unregister = (): void => {
  // Not awaited: browsers unregister once the installation has ended.
  self.registration.unregister().catch(() => undefined);
};

if (!becomeWorker())
  for (const type of ['install', 'activate'])
    self.addEventListener(type, () => {
      unregister();
      for (const delay of AGAIN_MS) setTimeout(unregister, delay);
    });

export {};
