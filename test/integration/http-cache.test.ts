/** The public tests of HTTP caches, through a worker with `revalidate: 'origin'`: as many pass as docs/http-cache.md says. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { count, openSuite } from '../support/http-cache/suite.js';

/** Some tests of the suite wait two or three seconds: on a busy machine their answers come too late. */
const LATE = 3;

describe('the public tests of HTTP caches', () => {
  it('pass through the worker, as many as the docs say', async () => {
    const docs = await readFile('docs/http-cache.md', 'utf8');
    const row = /^\| sw-isr .*\| (\d+) of (\d+) \| (\d+) of (\d+) \|$/m.exec(docs);
    assert.ok(row, 'docs/http-cache.md has no row of sw-isr');
    const suite = await openSuite();
    try {
      const results = await suite.play(true);
      for (const [kind, passed, played] of [
        ['required', row[1], row[2]],
        ['optimal', row[3], row[4]],
      ] as const) {
        const told = count(suite.tests, results, kind);
        assert.equal(told.played, Number(played), `${kind}: tests`);
        assert.ok(
          told.passed >= Number(passed) - LATE,
          `${kind}: ${told.passed} passed, where the docs say ${passed ?? ''}`,
        );
      }
    } finally {
      suite.close();
    }
  });
});
