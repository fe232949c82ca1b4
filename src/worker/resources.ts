/** Loading shells and offline pages: stored when the worker installs, by deployment (rule 12). */
import { IsrError } from '../core/errors.js';
import { replayable, type HeaderList } from '../core/headers.js';
import type { Context } from './context.js';

/** HTML with the headers that belong to it. */
export interface Resource {
  html: string;
  headers: HeaderList;
}

const isPath = (given: string | undefined): given is string => given?.startsWith('/') === true;

const keyFor = (deployment: string, path: string): string => `${deployment}\n${path}`;

/** Stores every shell and offline page that the config names by path. What can't be had is reported, not fatal. */
export async function storeResources({ config, fetch, use, report }: Context): Promise<void> {
  const paths = new Set([config.offline, ...config.routes.map(({ shell }) => shell)].filter(isPath));
  const store = async (path: string): Promise<void> => {
    const response = await fetch(new Request(path, { credentials: 'omit', cache: 'no-cache' }));
    if (response.status !== 200)
      throw new IsrError(
        'failed',
        `Failed to store "${path}": the origin answered ${response.status}. The built-in page is used.`,
      );
    const resource = { headers: replayable(response.headers), body: await response.arrayBuffer() };
    await use((it) => it.putResource(keyFor(config.deployment, path), resource), 10_000);
  };
  for (const result of await Promise.allSettled([...paths].map(store)))
    if (result.status === 'rejected') report(result.reason);
}

/** What the config names, if it is HTML or was stored; undefined where the built-in page has to do. */
export async function resource(
  { use, report }: Context,
  deployment: string,
  given: string | undefined,
): Promise<Resource | undefined> {
  if (given === undefined) return undefined;
  if (!isPath(given)) return { html: given, headers: [['content-type', 'text/html; charset=utf-8']] };
  const found = await use((store) => store.resource(keyFor(deployment, given))).catch(report);
  return found ? { html: new TextDecoder().decode(found.body), headers: found.headers } : undefined;
}
