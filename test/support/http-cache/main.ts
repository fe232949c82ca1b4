/** `npm run test:http-cache`: see test/http-cache.mjs. It writes two parts of docs/http-cache.md. */
import { launchChromium } from '../chromium.js';
import { startOrigin } from '../origin.js';
import { CASES } from './cases/all.js';
import { playCases, type Played } from './play-cases.js';
import { privateCache, usePrivateCache } from './private-cache.js';
import { writePart } from './section.js';
import { count, openSuite, VERSION, type Results, type Test } from './suite.js';

/** Passed tests by their kind, of each cache. */
function tableOf(tests: readonly Test[], columns: readonly (readonly [string, Results])[]): string {
  const rows = columns.map(([name, results]) => {
    const cells = (['required', 'optimal'] as const).map((kind) => {
      const { passed, played } = count(tests, results, kind);
      return `${passed} of ${played}`;
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return ['| Cache | What a cache must do | What a good cache does |', '|---|---|---|', ...rows].join('\n');
}

const failuresOf = (tests: readonly Test[], results: Results, other: Results): string =>
  tests
    .filter(
      (test) =>
        (test.kind ?? 'required') === 'required' &&
        Array.isArray(results[test.id]) &&
        other[test.id] === true,
    )
    .map(({ id, name }) => `- ${name}: ${(results[id] as [string, string])[1]}`)
    .join('\n') || '- none';

async function describeSuite(): Promise<string> {
  const suite = await openSuite();
  try {
    const { tests } = suite;
    const [without, withWorker] = [await suite.play(false), await suite.play(true)];
    const published = await Promise.all(
      ['chrome', 'firefox', 'safari', 'nginx', 'squid', 'varnish'].map(
        async (name) => [`${name}, as published with the suite`, await suite.published(name)] as const,
      ),
    );
    const columns = [
      ["sw-isr in Chromium, `revalidate: 'origin'`", withWorker],
      ['The same Chromium without a worker', without],
      ...published,
    ] as const;
    return `Version ${VERSION}.

${tableOf(tests, columns)}

What must be, and is without the worker, but not with it:

${failuresOf(tests, withWorker, without)}

What must be, and is with the worker, but not without it:

${failuresOf(tests, without, withWorker)}`;
  } finally {
    suite.close();
  }
}

const passedIn = (played: readonly Played[], group: string): number =>
  played.filter((one) => one.group === group && one.wrong === undefined).length;

/** The cases, with the worker and, in a profile of its own, without it. */
async function describeCases(): Promise<string> {
  const [origin, chromium] = [await startOrigin(), await launchChromium()];
  try {
    await origin.serveWorker(privateCache('/data/*'));
    const page = await chromium.register(origin);
    await usePrivateCache(page);
    const withWorker = await playCases(origin, page, '/data/with');
    const profile = await chromium.browser.createBrowserContext();
    const bare = await profile.newPage();
    await bare.goto(`${origin.url}/blank`);
    const without = await playCases(origin, bare, '/data/without');
    const rows = Object.entries(CASES).map(
      ([group, cases]) =>
        `| ${group} | ${cases.length} | ${passedIn(withWorker, group)} | ${passedIn(without, group)} |`,
    );
    const lost = withWorker.filter(({ wrong }, at) => wrong !== undefined && !without[at]?.wrong);
    for (const { group, name, wrong } of without)
      if (wrong !== undefined) console.log(`without the worker: ${group}: ${name}: ${wrong}`);
    return `| About | Cases | Pass with the worker | Pass without it |
|---|---|---|---|
${rows.join('\n')}

What is as it should be without the worker, but not with it:

${lost.map(({ group, name, wrong, differs = '' }) => `- ${group}: ${name}: ${wrong ?? ''}. ${differs}`).join('\n') || '- none'}`;
  } finally {
    await chromium.close();
    await origin.close();
  }
}

await writePart('cases', await describeCases());
if (!process.argv.includes('--cases')) await writePart('suite', await describeSuite());
