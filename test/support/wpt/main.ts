/** `npm run test:wpt -- <folder>`: see test/wpt.mjs. It writes a part of docs/http-cache.md. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'puppeteer-core';
import { buildWorker } from '../build-worker.js';
import { launchChromium } from '../chromium.js';
import { privateCache, usePrivateCache } from '../http-cache/private-cache.js';
import { writePart } from '../http-cache/section.js';
import { startTestServer } from './server.js';

const FOLDER = 'fetch/http-cache';
/** Of one page: with the pauses of its tests, one after the other, on a busy machine. */
const TIMEOUT_MS = 120_000;

interface Test {
  readonly name: string;
  /** Empty if the test passed. */
  readonly wrong: string;
}

/** The pages of the suite: those with scripts for its harness. Tests that compare pictures are none of them. */
async function findPages(checkout: string): Promise<string[]> {
  const names = await readdir(join(checkout, FOLDER));
  const pages = await Promise.all(
    names.map(async (name) => {
      if (name.endsWith('.any.js')) return name.replace(/js$/, 'html');
      if (!name.endsWith('.html')) return [];
      return (await readFile(join(checkout, FOLDER, name), 'utf8')).includes('testharness.js') ? name : [];
    }),
  );
  return pages.flat().sort();
}

async function playPage(context: BrowserContext, url: string): Promise<readonly Test[]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction('globalThis.finished', { timeout: TIMEOUT_MS });
  const finished = (await page.evaluate('globalThis.finished')) as { trouble: string; tests: Test[] };
  await page.close();
  if (finished.trouble) throw new Error(`Failed to play "${url}": ${finished.trouble}.`);
  return finished.tests;
}

/**
 * Plays one page after the other, in a profile of their own: all tests share one path, and the worker takes a write to a
 * path for a write to all of its queries.
 */
async function play(
  context: BrowserContext,
  url: string,
  pages: readonly string[],
  withWorker: boolean,
): Promise<Map<string, readonly Test[]>> {
  const page = await context.newPage();
  await page.goto(`${url}/blank.html`);
  if (withWorker) await usePrivateCache(page);
  const played = new Map<string, readonly Test[]>();
  for (const name of pages) played.set(name, await playPage(context, `${url}/${FOLDER}/${name}`));
  return played;
}

const passed = (tests: readonly Test[] = []): number => tests.filter(({ wrong }) => !wrong).length;

/** The tests that pass in one run, and not in the other. */
const lostIn = (one: Map<string, readonly Test[]>, other: Map<string, readonly Test[]>): string =>
  [...one]
    .flatMap(([page, tests]) =>
      tests.flatMap(({ name, wrong }, at) => {
        const [isPassed, loss] = [!wrong, other.get(page)?.[at]?.wrong];
        return isPassed && loss ? `- ${page}: ${name}: ${loss}` : [];
      }),
    )
    .join('\n') || '- none';

const REMEDY = 'Clone it, and run `npm run test:wpt -- <its folder>`.';

/** Ends the program with one line. */
function fail(why: string): never {
  console.error(`Failed to find "web-platform-tests": ${why}. ${REMEDY}`);
  process.exit(1);
}

const [checkout] = process.argv.slice(2);
if (!checkout) fail('no folder was named');
const pages = await findPages(checkout).catch((error: unknown) => fail((error as Error).message));
const server = await startTestServer(checkout, await buildWorker(privateCache('/*.py')));
const chromium = await launchChromium();
try {
  const contexts = [
    await chromium.browser.createBrowserContext(),
    await chromium.browser.createBrowserContext(),
  ] as const;
  const [withWorker, without] = await Promise.all([
    play(contexts[0], server.url, pages, true),
    play(contexts[1], server.url, pages, false),
  ]);
  const rows = pages.map((page) => {
    const tests = withWorker.get(page) ?? [];
    return `| ${page} | ${tests.length} | ${passed(tests)} | ${passed(without.get(page))} |`;
  });
  const sum = (played: typeof without): number => passed([...played.values()].flat());
  const total = [...withWorker.values()].flat().length;
  await writePart(
    'wpt',
    `| Page | Tests | Pass with the worker | Pass without it |
|---|---|---|---|
${rows.join('\n')}
| all | ${total} | ${sum(withWorker)} | ${sum(without)} |

What passes without the worker, but not with it:

${lostIn(without, withWorker)}

What passes with the worker, but not without it:

${lostIn(withWorker, without)}`,
  );
  for (const [page, tests] of withWorker)
    for (const { name, wrong } of tests)
      if (wrong) console.log(`with the worker: ${page}: ${name}: ${wrong}`);
} finally {
  await chromium.close();
  server.close();
}
