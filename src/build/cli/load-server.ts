/** Loads `sw-isr/server`, which only `sw-isr feed` needs. By its name, because the build imports nothing of the server. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface FeedOptions {
  readonly storage: unknown;
  readonly secret: readonly string[];
  /** In seconds. */
  readonly retain: number;
  readonly onError: (error: unknown) => void;
}

export interface FileLog {
  /** Rejects if the file can't be opened. */
  readonly state: () => Promise<unknown>;
}

/** The part of `sw-isr/server` that the command line uses. */
export interface ServerModule {
  readonly createFeed: (options: FeedOptions) => {
    readonly node: (request: IncomingMessage, response: ServerResponse) => unknown;
    readonly close: () => Promise<void>;
  };
  readonly memoryLog: () => unknown;
  readonly sqliteLog: (file: string) => FileLog;
  readonly redisLog: (url: string) => unknown;
}

const NAME: string = 'sw-isr/server';

export const loadServer = async (): Promise<ServerModule> => (await import(NAME)) as ServerModule;
