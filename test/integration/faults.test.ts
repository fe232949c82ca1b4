/** Some of the faults of `npm run faults`, one of each kind, and that the table in the docs is that of these faults. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { playMany, type Result } from '../support/fault-harness/cells.js';
import { FAULTS } from '../support/fault-harness/faults.js';
import { KINDS } from '../support/fault-harness/requests.js';
import { rowStart, tableOf } from '../support/fault-harness/table.js';

/** What each of these rows finds in its own column; together they are of every sort. */
const ROWS: Readonly<Record<string, string>> = {
  'IndexedDB: silent from then on': 'stale hit',
  'IndexedDB: a transaction dies': 'miss',
  'IndexedDB: a write is over quota': 'expired',
  'IndexedDB: deleted while in use': 'fresh hit',
  'IndexedDB: a row has wrong types': 'asset',
  'Cache Storage: silent from then on': 'asset',
  'Network: an answer breaks in mid-body': 'stale hit',
  'Worker: killed': 'fresh hit',
  'Clock: a year forth': 'expired',
  'Browser: Clear-Site-Data': 'offline',
};

it(
  'a fault at any step leaves each visitor with a page, and the store whole',
  { timeout: 240_000 },
  async () => {
    const taken = new Set<string>();
    const results: Result[] = await playMany({
      requests: [...new Set(Object.values(ROWS))],
      select({ fault, kind, at, when }) {
        const isWanted =
          ROWS[fault.name] === kind.name &&
          at === 1 - Number(fault.network !== undefined || kind.name === 'asset');
        const name = `${fault.name} ${kind.name}`;
        if (!isWanted || taken.has(name) || when !== fault.whens[0]) return false;
        return !!taken.add(name);
      },
    });
    assert.ok(results.length >= Object.keys(ROWS).length - 1, `only ${results.length} faults were tried`);
    for (const { cell, played } of results)
      assert.deepEqual(played.wrong, [], `${cell.kind.name} × ${cell.fault.name}, ${cell.when} ${cell.at}`);
  },
);

it('the docs have a row of each fault and a column of each request', async () => {
  const docs = await readFile('docs/reliability.md', 'utf8');
  const [head = ''] = tableOf([]).split('\n');
  assert.ok(docs.includes(head), `the columns of ${KINDS.length} requests are not in docs/reliability.md`);
  for (const { name } of FAULTS)
    assert.ok(docs.includes(rowStart(name)), `"${name}" is not in docs/reliability.md`);
});
