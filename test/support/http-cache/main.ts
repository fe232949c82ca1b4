/**
 * `npm run test:http-cache`: the public suite of tests for HTTP caches (https://cache-tests.fyi), as its npm package has
 * it, in Chromium without a worker and through one in origin mode. It writes docs/http-cache.md.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWorker } from '../build-worker.js';
import { launchChromium } from '../chromium.js';
import { freePort } from '../runner/webkit-driver.mjs';
import { until } from '../site.js';

const VERSION = '0.4.5';
const FOLDER = resolve('.cache/http-cache-tests');
const SUITE = join(FOLDER, 'package');
const CONFIG = `import { defineConfig } from 'sw-isr';
export default defineConfig({ assets: false, routes: [{ match: '/test/*', revalidate: 'origin', audience: 'user', data: true }] });`;

type Results = Record<string, true | [kind: string, message: string]>;
interface Test {
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

async function play(url: string, withWorker: boolean): Promise<Results> {
  const chromium = await launchChromium();
  try {
    const page = await chromium.newPage();
    await page.goto(`${url}/style.css`);
    if (withWorker) {
      await page.goto(`${url}/LICENSE.html`);
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/sw.js');
        await navigator.serviceWorker.ready;
        while (!navigator.serviceWorker.controller) await new Promise((wait) => setTimeout(wait, 50));
        const { port1, port2 } = new MessageChannel();
        const named = new Promise((replied) => (port1.onmessage = replied));
        const message = { isr: 1, command: 'setUser', params: { key: 'suite' } };
        navigator.serviceWorker.controller.postMessage(message, [port2]);
        await named;
      });
    } else await page.goto(`${url}/LICENSE.html`);
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

const kindOf = ({ kind = 'required' }: Test): string => kind;
const passed = (results: Results, tests: readonly Test[]): string =>
  `${tests.filter(({ id }) => results[id] === true).length} of ${tests.filter(({ id }) => id in results).length}`;

/** Passed tests by their kind, of each cache. */
function tableOf(tests: readonly Test[], columns: readonly (readonly [string, Results])[]): string {
  const rows = columns.map(([name, results]) => {
    const cells = ['required', 'optimal'].map((kind) =>
      passed(
        results,
        tests.filter((test) => kindOf(test) === kind),
      ),
    );
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return ['| Cache | What a cache must do | What a good cache does |', '|---|---|---|', ...rows].join('\n');
}

const failuresOf = (tests: readonly Test[], results: Results, other: Results): string =>
  tests
    .filter(
      (test) => kindOf(test) === 'required' && Array.isArray(results[test.id]) && other[test.id] === true,
    )
    .map(({ id, name }) => `- ${name}: ${(results[id] as [string, string])[1]}`)
    .join('\n') || '- none';

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
try {
  await until('the server of the suite answers', () =>
    fetch(`${url}/style.css`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const sets = ((await import(pathToFileURL(join(SUITE, 'tests/index.mjs')).href)) as { default: TestSet[] })
    .default;
  const tests = sets.flatMap((set) => set.tests);
  const [without, withWorker] = [await play(url, false), await play(url, true)];
  const published = await Promise.all(
    ['chrome', 'firefox', 'safari', 'nginx', 'squid', 'varnish'].map(async (name) => {
      const text = await readFile(join(SUITE, `results/${name}.json`), 'utf8');
      return [`${name}, as published with the suite`, JSON.parse(text) as Results] as const;
    }),
  );
  const columns = [
    ["sw-isr in Chromium, `revalidate: 'origin'`", withWorker],
    ['The same Chromium without a worker', without],
    ...published,
  ] as const;
  const text = `# HTTP cache tests

The [public tests of HTTP caches](https://cache-tests.fyi), version ${VERSION} of their npm package, through a worker with
\`revalidate: 'origin'\` and \`audience: 'user'\`, which makes it a private cache. \`npm run test:http-cache\` downloads them, runs them in Chromium with and without a worker, and writes this page.
Below the worker is the browser's own cache, so that both count.

${tableOf(tests, columns)}

What must be, and is without the worker, but not with it:

${failuresOf(tests, withWorker, without)}

What must be, and is with the worker, but not without it:

${failuresOf(tests, without, withWorker)}
`;
  await writeFile('docs/http-cache.md', text);
  console.log(text);
} finally {
  server.kill();
}
