/** `npm start`, once all is built: which ports are taken, where the landing page leads, and that all is closed again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { existsSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import { load } from '../support/tweets.js';

interface Demo {
  listen(port: number, hostname: string): Promise<{ url: string; port: number; close: () => Promise<void> }>;
  close(): Promise<void>;
}

interface Site {
  name: string;
  title: string;
  summary: string;
  tryThis: string;
  config: string;
  create(options: { publicDir: string }): Promise<Demo>;
}

interface Opened {
  url: string;
  sites: { title: string; url: string }[];
  close(): Promise<void>;
}

const { openSites } = await load<{
  openSites: (options: { sites: Site[]; workers: string; port: number; hostname: string }) => Promise<Opened>;
}>('demo/start/open-sites.mjs');
const { SITES } = await load<{ SITES: Site[] }>('demo/sites.mjs');
const { readPort, readSeconds } = await load<{
  readPort: (text?: string) => number;
  readSeconds: (name: string, fallback: number) => number;
}>('demo/start/settings.mjs');

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function occupy(port = 0): Promise<number> {
  const server: Server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** Whether somebody can listen there. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const [outcome] = (await Promise.race([once(server, 'listening'), once(server, 'error')])) as unknown[];
  if (!outcome) await new Promise((resolve) => server.close(resolve));
  return !outcome;
}

/** Sites that only note that they were closed. */
function sitesNamed(closed: string[], ...names: string[]): Site[] {
  return names.map((name) => ({
    ...{ name, title: `The ${name}`, summary: `${name} is seen.`, tryThis: `Try ${name}.`, config: '' },
    create: async () => ({
      async listen(port, hostname) {
        const server = createServer((socket) => socket.end()).listen(port, hostname);
        await once(server, 'listening');
        const { port: bound } = server.address() as AddressInfo;
        const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
        return { url: `http://${hostname}:${bound}`, port: bound, close };
      },
      async close() {
        closed.push(name);
      },
    }),
  }));
}

const HOST = '127.0.0.1';
const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);

describe('the sites of npm start', () => {
  it('are listed with all that is needed to build and open them', () => {
    assert.ok(SITES.length > 1);
    assert.equal(new Set(SITES.map(({ name }) => name)).size, SITES.length);
    for (const { name, title, summary, tryThis, config } of SITES) {
      assert.match(name, /^[a-z]+$/);
      for (const words of [title, summary, tryThis]) assert.notEqual(words, '');
      for (const sentence of [summary, tryThis])
        assert.match(sentence, /^[^.]+\.$/, 'it is not one sentence');
      assert.ok(existsSync(config), `${config} is not there`);
    }
  });

  it('are opened on the ports after that of the landing page, which leads to each', async () => {
    const closed: string[] = [];
    const sites = sitesNamed(closed, 'one', 'two');
    const opened = await openSites({ sites, workers: '.cache', port: 0, hostname: HOST });
    const page = await (await fetch(opened.url)).text();
    assert.deepEqual(
      opened.sites.map(({ title }) => title),
      ['The one', 'The two'],
    );
    for (const { url, title } of opened.sites) assert.ok(page.includes(`<a href="${url}">${title}</a>`));
    assert.match(page, /one is seen\.[^]*Try one\./);
    assert.equal(new Set([opened, ...opened.sites].map(portOf)).size, 3, 'two are one origin');

    await opened.close();
    assert.deepEqual(closed.sort(), ['one', 'two']);
    for (const one of [opened, ...opened.sites]) assert.ok(await isFree(portOf(one)), `${one.url} is open`);
  });

  it('pass over ports that are taken', async () => {
    const taken = await occupy();
    const opened = await openSites({
      sites: sitesNamed([], 'one'),
      workers: '.cache',
      port: taken,
      hostname: HOST,
    });
    closers.push(() => opened.close());
    const [landing, site] = [portOf(opened), portOf(opened.sites[0] ?? opened)];
    assert.ok(taken < landing && landing < site, `${taken}, ${landing}, ${site}`);
  });

  it('are all closed where one of them cannot be opened', async () => {
    const closed: string[] = [];
    const [one, two] = sitesNamed(closed, 'one', 'two') as [Site, Site];
    const fails = { ...two, create: () => Promise.reject(new Error('Failed to open "two".')) };
    const opening = openSites({ sites: [one, fails], workers: '.cache', port: 0, hostname: HOST });
    await assert.rejects(opening, /Failed to open "two"\./);
    assert.deepEqual(closed, ['one']);
  });
});

describe('what is set for npm start', () => {
  it('is refused with words where it makes no sense', () => {
    assert.equal(readPort(undefined), 3000);
    assert.equal(readPort('0'), 0);
    for (const text of ['x', '-1', '65536', '3e3'])
      assert.throws(() => readPort(text), /^Error: Failed to read "PORT=.*": it is not a port\. Give /);
    assert.equal(readSeconds('TWEETS_NOT_SET', 60), 60);
    for (const text of ['', 'x', '0', '-5']) {
      process.env.START_TEST = text;
      assert.throws(() => readSeconds('START_TEST', 60), /it is no number of seconds\. Give one above 0\./);
    }
  });
});
