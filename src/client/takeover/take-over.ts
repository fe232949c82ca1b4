import type { IsrClient } from '../client.js';
import { containerOf } from '../runtime/page.js';
import type { Page } from '../runtime/page.js';

/** The old workers of a site: the `takeover` of its config. */
export interface OldWorkers {
  /** Paths from the folder of this worker's script. */
  scripts?: readonly string[];
  scopes?: readonly string[];
}

const withoutQuery = (url: string): string => url.replace(/[?#].*/s, '');

/**
 * Unregisters the old workers that the config names. One of this worker's own scope is left: registering has replaced
 * it. Tabs that one of the others controls keep it until they are closed.
 * @param registering resolves once this site's worker is registered. Without one, the old ones stay
 * @param base the folder of this worker's script
 * @returns the scopes that were unregistered
 */
export async function takeOver(
  registering: Promise<Pick<IsrClient, 'registration'>>,
  { scripts = [], scopes = [] }: OldWorkers,
  base: URL,
  page = globalThis as Page,
): Promise<string[]> {
  const { registration } = await registering;
  const container = containerOf(page);
  if (!registration || !container) return [];
  const urlsOf = (paths: readonly string[]): string[] => paths.map((path) => new URL(`.${path}`, base).href);
  const [oldScripts, oldScopes] = [urlsOf(scripts), urlsOf(scopes)];
  const old = (await container.getRegistrations()).filter(
    ({ scope, active, waiting, installing }) =>
      scope !== registration.scope &&
      (oldScopes.includes(scope) ||
        [active, waiting, installing].some(
          (worker) => worker && oldScripts.includes(withoutQuery(worker.scriptURL)),
        )),
  );
  await Promise.all(old.map((one) => one.unregister()));
  return old.map(({ scope }) => scope);
}
