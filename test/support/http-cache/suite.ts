/** The public suite of tests for HTTP caches (https://cache-tests.fyi), as its npm package has it, in Chromium. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorker } from '../build-worker.js';
import { launchChromium } from '../chromium.js';
import { freePort } from '../runner/webkit-driver.mjs';
import { until } from '../site.js';
import { privateCache, usePrivateCache } from './private-cache.js';

export const VERSION = '0.4.5';
const FOLDER = resolve('.cache/http-cache-tests');
const SUITE = join(FOLDER, 'package');
const CONFIG = privateCache('/test/*');

export type Results = Record<string, true | [kind: string, message: string]>;
export interface Test {
  id: string;
  name: string;
  kind?: 'required' | 'optimal' | 'check';
  browser_skip?: boolean;
}
interface TestSet {
  name: string;
  id: string;
  tests: Test[];
}

async function takeSuite(): Promise<void> {
  if (existsSync(SUITE)) return;
  await mkdir(FOLDER, { recursive: true });
  execFileSync('npm', ['pack', `http-cache-tests@${VERSION}`], { cwd: FOLDER, stdio: 'ignore' });
  execFileSync('tar', ['xzf', `http-cache-tests-${VERSION}.tgz`], { cwd: FOLDER });
}

/** Runs in the page: the whole suite. What comes of it is left in a global. */
const RUN = `(async () => {
  const { runTests, getResults } = await import('/client/runner.mjs');
  const { default: tests } = await import('/tests/index.mjs');
  await runTests(tests, fetch, true);
  globalThis.results = getResults();
})().catch((error) => (globalThis.failure = String(error))) && undefined`;

async function playAt(url: string, withWorker: boolean): Promise<Results> {
  const chromium = await launchChromium();
  try {
    const page = await chromium.newPage();
    await page.goto(`${url}/style.css`);
    await page.goto(`${url}/LICENSE.html`);
    if (withWorker) await usePrivateCache(page);
    await page.evaluate(RUN);
    await until(
      'the suite ends',
      () => page.evaluate('!!(globalThis.results || globalThis.failure)') as Promise<boolean>,
      600,
    );
    return (await page.evaluate('globalThis.results ?? { failure: globalThis.failure }')) as Results;
  } finally {
    await chromium.close();
  }
}

export interface Suite {
  readonly tests: readonly Test[];
  /** Plays all tests: below the worker is the browser's own cache, so that both count. */
  play(withWorker: boolean): Promise<Results>;
  /** What the suite's authors have published of another cache. */
  published(name: string): Promise<Results>;
  close(): void;
}

/** Downloads the suite, unless it is there, and starts its server. */
export async function openSuite(): Promise<Suite> {
  await takeSuite();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const scripts = await buildWorker(CONFIG);
  await writeFile(join(SUITE, 'sw.js'), scripts['/sw.js']);
  await writeFile(
    join(SUITE, 'LICENSE.html'),
    '<!doctype html><link rel="icon" href="data:,"><title>Suite</title>',
  );
  const env = {
    ...process.env,
    npm_config_protocol: 'http',
    npm_config_port: String(port),
    npm_config_pidfile: join(FOLDER, 'pid'),
  };
  const server = spawn(process.execPath, ['server/server.mjs'], { cwd: SUITE, env, stdio: 'ignore' });
  await until('the server of the suite answers', () =>
    fetch(`${url}/style.css`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const sets = (await import(pathToFileURL(join(SUITE, 'tests/index.mjs')).href)) as { default: TestSet[] };
  return {
    tests: sets.default.flatMap((set) => set.tests),
    play: (withWorker) => playAt(url, withWorker),
    published: async (name) =>
      JSON.parse(await readFile(join(SUITE, `results/${name}.json`), 'utf8')) as Results,
    close: () => void server.kill(),
  };
}

/** The tests of a kind that were played, and how many of them passed. */
export function count(
  tests: readonly Test[],
  results: Results,
  kind: 'required' | 'optimal',
): { passed: number; played: number } {
  const all = tests.filter((test) => (test.kind ?? 'required') === kind && test.id in results);
  return { passed: all.filter(({ id }) => results[id] === true).length, played: all.length };
}
