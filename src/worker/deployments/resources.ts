/** Loading shells and offline pages: stored when the worker installs, by deployment (rule 12). */
import { failure } from '../../shared/errors.js';
import { storedHeaders } from '../../core/policy/route/stored-headers.js';
import type { Resource } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { HTML } from '../runtime/response.js';

export const isPath = (given: string | undefined): given is string => given?.startsWith('/') === true;

/** Milliseconds that one may take: a worker installs no longer than that. */
const RESOURCE_TIMEOUT_MS = 15_000;

/**
 * Stores the shells and offline pages that the config names by path. What can't be had is reported, not fatal.
 * @param had those that are left as they are
 */
export async function storeResources(
  { config, fetch, use, report }: Context,
  deployment = config.deployment,
  had: Readonly<Record<string, Resource>> = {},
): Promise<void> {
  const stored: Record<string, Resource> = {};
  const get = async (path: string): Promise<void> => {
    const signal = AbortSignal.timeout(RESOURCE_TIMEOUT_MS);
    const response = await fetch(new Request(path, { credentials: 'omit', cache: 'no-store', signal }));
    const { status, headers } = response;
    if (status !== 200)
      throw failure(
        'failed',
        `store "${path}"`,
        `the origin answered ${status}`,
        'The built-in page is used',
      );
    stored[path] = { headers: storedHeaders(headers), body: await response.arrayBuffer() };
  };
  const paths = new Set([config.offline, ...config.routes.map(({ shell }) => shell)].filter(isPath));
  const missing = [...paths].filter((path) => !had[path]);
  if (!missing.length) return;
  await Promise.all(missing.map((path) => get(path).catch(report)));
  await use(async (store) => {
    const row = `${deployment}\n` as const;
    await store.setState(row, { ...(await store.state(row)), ...stored });
  }, 10_000);
}

/** What the config names, if it is HTML or was stored; undefined where the built-in page has to do. */
export async function findResource(
  { use, report }: Context,
  deployment: string,
  given: string | undefined,
): Promise<Resource | undefined> {
  if (given === undefined) return undefined;
  if (!isPath(given)) return { body: given, headers: HTML };
  const found = await use((store) => store.state(`${deployment}\n`)).catch(report);
  return found?.[given];
}
