/** Some of the faults of `npm run faults`, and that the table in the docs is that of these faults and says the same. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { playMany, type Result } from '../support/fault-harness/cells.js';
import { FAULTS, NONE } from '../support/fault-harness/faults.js';
import { KINDS } from '../support/fault-harness/requests.js';
import { readTable, tableOf } from '../support/fault-harness/table.js';

/** Faults of every sort, and those that once lost something; each at its first step, or at the one that is named. */
const CELLS: readonly (readonly [fault: string, request: string, at?: number])[] = [
  ['IndexedDB: open hangs', 'POST'],
  ['IndexedDB: open is denied', 'POST'],
  ['IndexedDB: open is denied', 'revalidate()'],
  ['IndexedDB: silent from then on', 'stale hit'],
  ['IndexedDB: a transaction dies', 'miss'],
  ['IndexedDB: a write is over quota', 'expired'],
  ['IndexedDB: deleted while in use', 'fresh hit'],
  ['IndexedDB: a row is missing', 'revalidate()'],
  ['IndexedDB: a row is a text', 'stale hit', 2],
  ['Cache Storage: silent from then on', 'asset'],
  ['Network: an answer breaks in mid-body', 'stale hit'],
  ['Network: an answer is empty', 'expired'],
  ['Worker: killed', 'fresh hit'],
  ['Worker: a second one with the next deployment', 'stale hit'],
  ['Clock: a year forth', 'expired'],
  ['Browser: Clear-Site-Data', 'miss'],
  ['IndexedDB: open hangs', 'fresh hit, just started'],
  ['Hot tier: a copy is cut', 'fresh hit, just started'],
  ['Cache Storage: silent from then on', 'stale hit, just started'],
  ['Hot tier: the facts are torn', 'miss, just started'],
  ['Cache Storage: denied', 'revalidate(), just started'],
  ['Hot tier: a copy is another page’s', 'user’s page, just started'],
];

/** Whether the page, a stored copy of it, or either at the second try is seen depends on how busy the machine is. */
const sortOf = (outcome: string): string => (['stored', 'again'].includes(outcome) ? 'page' : outcome);

it(
  'a fault at any step leaves each visitor with a page, as the docs say, and the store whole',
  { timeout: 240_000 },
  async () => {
    const table = readTable(await readFile('docs/reliability.md', 'utf8'));
    const results: Result[] = await playMany({
      requests: [...new Set(CELLS.map(([, request]) => request))],
      select: ({ fault, kind, at, when }) =>
        when === fault.whens[0] &&
        CELLS.some((cell) => cell[0] === fault.name && cell[1] === kind.name && (cell[2] ?? 0) === at),
    });
    assert.equal(results.filter(({ cell }) => cell.fault !== NONE).length, CELLS.length);
    for (const { cell, played } of results) {
      const name = `${cell.fault.name} × ${cell.kind.name}`;
      assert.deepEqual(played.wrong, [], name);
      assert.ok(played.hasStruck, `${name} has missed`);
      const told = [...(table.rows.get(cell.fault.name)?.get(cell.kind.name) ?? [])].map(([is]) =>
        sortOf(is),
      );
      assert.ok(
        told.includes(sortOf(played.outcome)),
        `${name}: ${played.outcome}; the docs say ${told.join(', ')}`,
      );
    }
  },
);

it('the table in the docs has each fault and each request, its counts are right, and nothing is wrong', async () => {
  const docs = await readFile('docs/reliability.md', 'utf8');
  const [head = ''] = tableOf([]).split('\n');
  assert.ok(docs.includes(head), `the columns of ${KINDS.length} requests are not in docs/reliability.md`);
  const { rows, tried, summary } = readTable(docs);
  assert.deepEqual(
    [...rows.keys()],
    FAULTS.map(({ name }) => name),
  );
  let all = 0;
  for (const [name, row] of rows) {
    const counts = [...row.values()].flatMap((cell) => [...cell]);
    for (const [outcome] of counts)
      assert.ok(!['wrong', 'unplayed'].includes(outcome), `${name}: ${outcome}`);
    const sum = counts.reduce((before, [, count]) => before + count, 0);
    assert.equal(tried.get(name), sum, `the count of "${name}"`);
    assert.ok(sum, `"${name}" was not tried`);
    if (name !== NONE.name) all += sum;
  }
  assert.match(summary, new RegExp(`^${all} faults were tried, .*; 0 outcomes were against the rules\\.$`));
});
