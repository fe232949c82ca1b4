/** Runs a site's server. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { start, stop } from '../../support/runner/processes.mjs';
import { folderOf, type SiteDefinition, type Version } from './sites.js';

export interface SiteServer {
  port: number;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/about`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

/** @param origin the address by which visitors know the site */
export async function serveSite(
  site: SiteDefinition,
  version: Version,
  { origin, state }: { origin: string; state: string },
): Promise<SiteServer> {
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    SITE_VERSION: version,
    SITE_STATE: state,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    ORIGIN: origin,
  };
  const child = start(process.execPath, [...site.serve(version, port)], {
    cwd: folderOf(site),
    env,
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-5_000);
    });
  for (let attempt = 0; attempt < 150 && child.exitCode === null; attempt++) {
    if (await answers(port)) return { port, stop: () => stop(child) };
    await sleep(200);
  }
  await stop(child);
  throw new Error(
    `Failed to serve "${site.name}", version ${version}: it answered nothing in 30 s.\n${output}`,
  );
}
