/** `npm run test:http-cache`: see test/http-cache.mjs. It writes docs/http-cache.md. */
import { writeFile } from 'node:fs/promises';
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
  suite.close();
}
