import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SUPPORT, supportPage, testsIn } from '../../scripts/docs/support.mjs';
import { textOf } from './documents.js';

/** The rows of the tables below the first, without their heads. */
const rowsOf = (markdown: string): string[] =>
  markdown
    .slice(markdown.indexOf('## '))
    .split('\n')
    .filter((line) => line.startsWith('| '));

describe(SUPPORT, () => {
  it('claims nothing that the tests do not do: otherwise run `npm run docs:support`', () => {
    const allowed = new Set(rowsOf(supportPage()));
    const claimed = rowsOf(textOf(SUPPORT));
    assert.ok(claimed.length > 100);
    // A folder with more files than are listed is still tested; a title that is gone is not.
    const isNumber = (row: string): boolean => /\| \d+/.test(row);
    assert.deepEqual(
      claimed.filter((row) => !isNumber(row) && !allowed.has(row)),
      [],
    );
  });

  it('takes a test for one of every engine only if it is played in every engine', () => {
    const engines = testsIn('test/integration/engines.test.ts');
    assert.ok(engines.length > 5);
    assert.ok(engines.every(({ isInEveryEngine }) => isInEveryEngine));
    assert.ok(testsIn('test/integration/fresh.test.ts').every(({ isInEveryEngine }) => !isInEveryEngine));
    const offline = testsIn('test/integration/offline-navigation.test.ts');
    assert.deepEqual([...new Set(offline.map(({ isInEveryEngine }) => isInEveryEngine))].sort(), [
      false,
      true,
    ]);
  });
});
