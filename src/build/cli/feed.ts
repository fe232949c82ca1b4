/** `sw-isr feed`: a feed that runs on its own. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseDuration } from '../../config/duration.js';
import type { IsrError } from '../../shared/errors.js';
import { failure } from '../../shared/errors.js';
import { type Arguments, readList, readPort, readText } from './arguments.js';
import { loadServer, type ServerModule } from './load-server.js';

/** The variable with the secret. Several are separated by commas. */
export const SECRET_VARIABLE = 'ISR_FEED_SECRET';
export const DEFAULT_PORT = 4000;
export const DEFAULT_PATH = '/_isr/feed';

export const secretsIn = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env[SECRET_VARIABLE] ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);

interface FeedFlags {
  readonly port: number;
  readonly storage: string;
  readonly path: string;
  /** In seconds. */
  readonly retain: number;
}

const refused = (flag: string, given: string, fault: string, remedy: string): IsrError =>
  failure('bad-request', `read the flag "--${flag}"`, `"${given}" ${fault}`, remedy);

function readRetain(given: string): number {
  try {
    return parseDuration(given);
  } catch {
    throw refused('retain', given, 'is not a duration', 'Write one such as 12h or 7d');
  }
}

export function readFeedFlags({ flags }: Arguments): FeedFlags {
  const path = readList(flags, 'path').at(-1) ?? DEFAULT_PATH;
  if (!/^\/[^?#*\s]*$/.test(path))
    throw refused('path', path, 'is not a path', `Write one such as ${DEFAULT_PATH}`);
  const port = readPort(flags) ?? DEFAULT_PORT;
  const storage = readText(flags, 'storage') ?? 'isr.db';
  return { port, storage, path, retain: readRetain(readText(flags, 'retain') ?? '7d') };
}

async function logOf(server: ServerModule, storage: string): Promise<unknown> {
  if (storage === 'memory') return server.memoryLog();
  if (/^rediss?:\/\//.test(storage)) return server.redisLog(storage);
  if (/^\w+:\/\//.test(storage))
    throw refused('storage', storage, 'is of no known kind', 'Give a file, redis://HOST or memory');
  const log = server.sqliteLog(storage);
  // A file that can't be opened now will not be there later, as a Redis may be.
  await log.state();
  return log;
}

/** A password in a URL is not printed. */
const shown = (storage: string): string => storage.replace(/\/\/[^@/]*@/, '//');

/** Prints a new secret, because nobody could publish to the feed without it. */
function newSecret(print: (line: string) => void): string {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  print(`${SECRET_VARIABLE} is not set. This secret was made for this run, and is not shown again:`);
  print(`  ${SECRET_VARIABLE}=${secret}`);
  print('Keep it in the environment of the feed and of whoever publishes. Another run makes another one.');
  return secret;
}

/** Without a stack: what fails is the storage, or the network. */
const report = (error: unknown): void => console.error(error instanceof Error ? error.message : error);

export interface RunningFeed {
  readonly url: string;
  close(): Promise<void>;
}

/** @throws IsrError `failed` if the port is taken or the file can't be opened, and what `sw-isr/server` throws */
export async function startFeed(
  { port, storage, path, retain }: FeedFlags,
  {
    env = process.env,
    print = console.log,
    load = loadServer,
  }: { env?: NodeJS.ProcessEnv; print?: (line: string) => void; load?: () => Promise<ServerModule> } = {},
): Promise<RunningFeed> {
  const given = secretsIn(env);
  const module = await load();
  const log = await logOf(module, storage);
  const secret = given.length > 0 ? given : [newSecret(print)];
  const feed = module.createFeed({ storage: log, secret, retain, onError: report });
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === path)
      Promise.resolve(feed.node(request, response)).catch((error: unknown) => {
        report(error);
        response.destroy();
      });
    else response.writeHead(404, { 'content-type': 'text/plain' }).end(`The feed is at ${path}\n`);
  });
  try {
    server.listen(port);
    await once(server, 'listening');
  } catch (cause) {
    await feed.close();
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const fault = isTaken ? 'the port is taken' : (cause as Error).message;
    throw failure('failed', `listen on port ${port}`, fault, 'Choose another one with --port', cause);
  }
  const url = `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  print(`The feed is at ${url}, stored in ${shown(storage)}`);
  return {
    url,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await feed.close();
    },
  };
}

export async function runFeed(given: Arguments): Promise<void> {
  const isJson = given.flags.json === true;
  // With --json, standard output has one document, and all else is on standard error.
  const feed = await startFeed(readFeedFlags(given), { print: isJson ? console.error : console.log });
  if (isJson) console.log(JSON.stringify({ url: feed.url }, null, 2));
  const end = (): void => {
    feed.close().catch((error: unknown) => {
      report(error);
      process.exitCode = 1;
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
}
