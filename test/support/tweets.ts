/** The demo of 500 million tweets on a free port, with its own worker and its own API. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type * as Build from '../../src/build/index.js';
import { load } from './load.js';

export { load };

/** What `createTweets()` of the demo returns, as far as tests use it. */
export interface Tweets {
  fetch(request: Request): Response | Promise<Response>;
  api: {
    readonly isAlive: boolean;
    /** 1: a tweet takes 0.8 to 1.5 s. */
    slowness: number;
    count(id: number): number;
    setAlive(alive: boolean): Promise<void>;
  };
  retry: { delay: number };
  listen(port?: number): Promise<{ url: string; port: number; close: () => Promise<void> }>;
  close(): Promise<void>;
}

export interface Tweet {
  id: number;
  author: { name: string; handle: string };
  text: string;
  at: number;
  picture?: number;
  quoted?: Tweet;
}

export interface RunningTweets extends Pick<Tweets, 'api' | 'retry'> {
  readonly url: string;
  /** The server goes away, and comes back whatever happens. */
  gone(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export const { createTweets } = await load<{
  createTweets: (options: { publicDir?: string; slowness: number; retryDelay?: number }) => Tweets;
}>('demo/tweets.mjs');

export const { tweetOf, renderTimeOf } = await load<{
  tweetOf: (id: number) => Tweet | null;
  renderTimeOf: (id: number) => number;
}>('demo/tweets/api/tweet.mjs');

/** The first tweet from a number on that is as wanted. @param from where the search begins */
export function findTweet(from: number, isWanted: (tweet: Tweet | null) => boolean): number {
  let id = from;
  while (!isWanted(tweetOf(id))) id += 1;
  return id;
}

/** Opens the site, whose tweets take a tenth of their time. */
export async function startTweets(): Promise<RunningTweets> {
  const { build } = await load<typeof Build>('dist/build.js');
  await mkdir('.cache/test', { recursive: true });
  const publicDir = await mkdtemp(resolve('.cache/test/tweets-'));
  await build({ config: 'demo/tweets/isr.config.ts', out: publicDir });
  const tweets = createTweets({ publicDir, slowness: 0.1 });
  let server = await tweets.listen();
  const { url, port } = server;
  return {
    ...{ url, api: tweets.api, retry: tweets.retry },
    async gone(work) {
      await server.close();
      try {
        await work();
      } finally {
        server = await tweets.listen(port);
      }
    },
    async close() {
      await server.close();
      await tweets.close();
      await rm(publicDir, { recursive: true, force: true });
    },
  };
}
