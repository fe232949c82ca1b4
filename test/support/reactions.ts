/** The demo of reactions on a free port, with its own worker and its own API. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type * as Build from '../../src/build/index.js';
import { load } from './load.js';

export interface Source {
  url: string;
  token: string;
  owner: string;
  name: string;
  number: number;
}

/** What `createReactions()` of the demo returns, as far as tests use it. */
interface Reactions {
  api: { isFailing: boolean; readonly secret: string; readonly url: string };
  listen(port?: number): Promise<{ url: string; port: number; close: () => Promise<void> }>;
  close(): Promise<void>;
}

export interface RunningReactions extends Pick<Reactions, 'api'> {
  readonly url: string;
  /** The server goes away, and comes back whatever happens. */
  gone(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Opens the site; without a worker, unless `hasWorker`. */
export async function startReactions({
  source,
  hasWorker = false,
}: { source?: Source; hasWorker?: boolean } = {}): Promise<RunningReactions> {
  await mkdir('.cache/test', { recursive: true });
  const publicDir = await mkdtemp(resolve('.cache/test/reactions-'));
  if (hasWorker) {
    const { build } = await load<typeof Build>('dist/build.js');
    await build({ config: 'demo/reactions/isr.config.ts', out: publicDir });
  }
  const { createReactions } = await load<{ createReactions: (options: object) => Reactions }>(
    'demo/reactions.mjs',
  );
  const demo = createReactions({ publicDir, source });
  let server = await demo.listen();
  const { url, port } = server;
  return {
    ...{ url, api: demo.api },
    async gone(work) {
      await server.close();
      try {
        await work();
      } finally {
        server = await demo.listen(port);
      }
    },
    async close() {
      await server.close();
      await demo.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}
