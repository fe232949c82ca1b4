/** Loading shells and offline pages: stored for each deployment when the worker installs (rule 12). */
import { failure } from '../../shared/errors.js';
import { storedHeaders } from '../../core/policy/route/stored-headers.js';
import type { Resource } from '../../storage/store.js';
import type { Context } from '../runtime/context.js';
import { readBody } from '../runtime/read-body.js';
import { HTML } from '../runtime/response.js';

export const isPath = (option: string | undefined): option is string => option?.startsWith('/') === true;

/** Also the longest time for which resources delay the installation. */
const RESOURCE_TIMEOUT_MS = 15_000;

/**
 * Stores the shells and offline pages that the config names by path. A failed request is reported, not thrown.
 * @param existing resources that are not requested again
 */
export async function storeResources(
  { config, fetch, use, report }: Context,
  deployment = config.deployment,
  existing: Readonly<Record<string, Resource>> = {},
): Promise<void> {
  const stored: Record<string, Resource> = {};
  const get = async (path: string): Promise<void> => {
    const signal = AbortSignal.timeout(RESOURCE_TIMEOUT_MS);
    const response = await fetch(new Request(path, { credentials: 'omit', cache: 'no-store', signal }));
    const { status, headers } = response;
    const refuse = (why: string): never => {
      throw failure('failed', `store "${path}"`, why, 'The built-in page is used');
    };
    if (status !== 200) refuse(`the origin answered ${status}`);
    stored[path] = {
      headers: storedHeaders(headers),
      body: await readBody(response, config.limits.maxPageBytes).catch((error: unknown) =>
        refuse(String(error)),
      ),
    };
  };
  const paths = new Set([config.offline, ...config.routes.map(({ shell }) => shell)].filter(isPath));
  const missing = [...paths].filter((path) => !existing[path]);
  if (!missing.length) return;
  await Promise.all(missing.map((path) => get(path).catch(report)));
  await use(async (store) => {
    const row = `${deployment}\n` as const;
    await store.setState(row, { ...(await store.state(row)), ...stored });
  }, 10_000);
}

/** The config's shell or offline page. Undefined if the config has none, or its path could not be stored. */
export async function findResource(
  { use, report }: Context,
  deployment: string,
  option: string | undefined,
): Promise<Resource | undefined> {
  if (option === undefined) return undefined;
  if (!isPath(option)) return { body: option, headers: HTML };
  const resources = await use((store) => store.state(`${deployment}\n`)).catch(report);
  return resources?.[option];
}
