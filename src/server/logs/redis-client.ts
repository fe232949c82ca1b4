/** The part of an `ioredis` client that a log uses. */
import { failure } from '../../shared/errors.js';

/** A client of `ioredis`, or anything with these methods. */
export interface RedisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  /** Another connection with the same options, changed by these. */
  duplicate(options?: { maxRetriesPerRequest?: number | null }): RedisClient;
  on(event: 'error' | 'ready', listener: (error: Error) => void): unknown;
  disconnect(): void;
}

type RedisClass = new (url: string) => RedisClient;

/**
 * Connects to the Redis of a URL.
 * @throws IsrError `unsupported` if the package `ioredis` cannot be loaded
 */
export async function connect(url: string): Promise<RedisClient> {
  const name = 'ioredis';
  try {
    const { Redis } = (await import(/* @vite-ignore */ name)) as { Redis: RedisClass };
    const client = new Redis(url);
    client.on('error', () => undefined); // Each command reports it.
    return client;
  } catch (cause) {
    const fault = 'the package "ioredis" cannot be loaded';
    throw failure('unsupported', 'open the log of the feed', fault, 'Run "npm install ioredis"', cause);
  }
}
