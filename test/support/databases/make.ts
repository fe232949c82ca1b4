/**
 * Makes databases: builds an earlier version of this package from the history, lets Chromium visit a site that has its
 * worker, and writes down what the browser holds then, and the worker's scripts.
 *
 *   npm run databases -- version-2=HEAD
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { format } from 'prettier';
import { launchChromium, type Chromium } from '../chromium.js';
import { startOrigin, type Origin } from '../origin.js';
import { READ_DATABASE, type Database } from './database.js';
import {
  configOf,
  DEPLOYMENTS,
  FIRST_PAGE,
  MARKERS,
  PAGES,
  replyTo,
  SITE,
  STYLE,
  USER,
  USER_PAGE,
} from './story.js';

/** Unpacks and builds the package as it was at a commit. */
function unpack(commit: string): string {
  const folder = resolve('.cache/earlier', commit);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['x', '-C', folder], {
    input: execFileSync('git', ['archive', commit], { maxBuffer: 1e9 }),
  });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', '-s', 'build'], { cwd: folder, stdio: 'inherit' });
  return folder;
}

function buildScripts(folder: string, deployment: string): Record<string, string> {
  writeFileSync(join(folder, 'isr.config.ts'), configOf(deployment));
  execFileSync('node', ['dist/cli.js', 'build', '--out', 'out'], { cwd: folder, stdio: 'inherit' });
  const names = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.js'));
  return Object.fromEntries(
    names.map((name) => [`/${name}`, readFileSync(join(folder, 'out', name), 'utf8')]),
  );
}

function serve(origin: Origin, scripts: Record<string, string>): void {
  for (const [path, body] of Object.entries(scripts))
    origin.page(path, { body, headers: { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' } });
}

async function untilHit(chromium: Chromium, page: Page, url: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    if ((await chromium.visit(url, page)).cacheStatus?.hit) return;
    await sleep(200);
  }
  throw new Error(`Failed to store "${url}": it never became a hit.`);
}

const inClient = (page: Page, body: string): Promise<unknown> =>
  page.evaluate(`import('/sw-isr.js').then(({ ready }) => ready).then((isr) => { ${body} })`);

/** Visits the site with each deployment, and returns what the browser holds then. */
async function visit(
  origin: Origin,
  chromium: Chromium,
  deployments: Record<string, string>[],
): Promise<Database> {
  const [first = {}, before = {}] = deployments;
  for (const path of [...PAGES, ...MARKERS, FIRST_PAGE, USER_PAGE, STYLE, '/offline']) {
    const { pathname } = new URL(path, SITE);
    origin.handle(pathname, (_request, response) => {
      const { status = 200, headers, body } = replyTo(pathname, 'Words of');
      response.writeHead(status, headers).end(body);
    });
  }
  serve(origin, first);
  const page = await chromium.register(origin);
  await untilHit(chromium, page, origin.url + FIRST_PAGE);
  serve(origin, before);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const { active } = registration;
    await registration.update();
    while (registration.active === active || registration.active?.state !== 'activated')
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await page.goto(`${origin.url}/blank`);
  await inClient(page, `return isr.setUser('${USER}')`);
  await untilHit(chromium, page, origin.url + USER_PAGE);
  for (const path of MARKERS) await page.goto(origin.url + path);
  for (const path of PAGES) await untilHit(chromium, page, origin.url + path);
  await inClient(page, `return isr.revalidateTag?.('other')`);
  // Uses and assets are written a second later.
  await sleep(3_000);
  await page.goto(`${origin.url}/sw.js`);
  const database = (await page.evaluate(`(async () => { ${READ_DATABASE} })()`)) as Omit<Database, 'madeAt'>;
  return { madeAt: Date.now(), ...database };
}

async function make(name: string, commit: string): Promise<void> {
  const folder = unpack(commit);
  const scripts = DEPLOYMENTS.map((deployment) => buildScripts(folder, deployment));
  const origin = await startOrigin();
  const chromium = await launchChromium();
  try {
    const database = await visit(origin, chromium, scripts);
    const text = JSON.stringify(database).replaceAll(origin.url, SITE);
    const path = `test/support/databases/${name}`;
    writeFileSync(`${path}.json`, await format(text, { parser: 'json', printWidth: 110 }));
    writeFileSync(`${path}.scripts.gz`, gzipSync(JSON.stringify(scripts[1]), { level: 9 }));
    console.log(`${name}: ${database.tables.entries?.rows.length ?? 0} entries`);
  } finally {
    await chromium.close();
    await origin.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const pair of process.argv.slice(2)) {
  const [name = '', commit = ''] = pair.split('=');
  await make(name, commit);
}
