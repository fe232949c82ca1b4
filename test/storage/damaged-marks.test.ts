import { expect } from 'chai';
import type { Mode } from '../../src/core/cache/invalidation.js';
import { invalidatedSince, lastMark, mark } from '../../src/storage/invalidation-marks.js';
import type { Tables } from '../../src/storage/tables/tables.js';
import { NOW, page } from './fixtures.js';

const SUMMARY = '';
const DAMAGES: [what: string, row: unknown][] = [
  ['a text', 'Not a row.'],
  ['empty', {}],
  ["another library's", { id: 1, name: 'foreign' }],
  ['of wrong types', { count: 1, soft: 'x', hard: 'y' }],
];

/** The table of marks alone. */
function marksTable(): { tables: Tables; rows: Map<string, unknown> } {
  const rows = new Map<string, unknown>();
  const tables = {
    get: async (_: string, key: string) => rows.get(key),
    put: async (_: string, key: string, row: unknown) => rows.set(key, row),
    clear: async () => {
      rows.clear();
    },
  };
  return { tables: tables as unknown as Tables, rows };
}

const invalidate = (tables: Tables, name: string, mode: Mode, at = NOW): Promise<unknown> =>
  mark(tables, () => [{ names: [name], mode }], at);

/** How a page is invalidated whose request began after the first of two marks elsewhere. */
const stateOf = async (tables: Tables, path: string): Promise<Mode | undefined> =>
  invalidatedSince(tables, page(path, { fence: 1 }), await lastMark(tables));

describe('rule 33: marks of a damaged database', () => {
  it('are above the fences of all pages where the row of the last numbers is lost', async () => {
    const { tables, rows } = marksTable();
    for (let count = 0; count < 3; count++) await invalidate(tables, '/elsewhere', 'soft');
    const fence = await lastMark(tables);
    rows.delete(SUMMARY);
    await invalidate(tables, '/a', 'soft', NOW + 1000);
    const last = await lastMark(tables);
    expect(await invalidatedSince(tables, page('/a', { fence }), last)).to.equal('soft');
    expect(await invalidatedSince(tables, page('/b', { fence }), last)).to.equal(undefined);
  });

  for (const [what, row] of DAMAGES) {
    it(`still invalidate while the row of the last numbers is ${what}`, async () => {
      const { tables, rows } = marksTable();
      await invalidate(tables, '/elsewhere', 'soft');
      await invalidate(tables, '/a', 'soft');
      rows.set(SUMMARY, row);
      expect(await stateOf(tables, '/a')).to.equal('soft');
      expect(await stateOf(tables, '/b')).to.equal(undefined);
    });

    it(`are written over a row of the last numbers that is ${what}, and are right from then on`, async () => {
      const { tables, rows } = marksTable();
      await invalidate(tables, '/elsewhere', 'soft');
      rows.set(SUMMARY, row);
      await invalidate(tables, '/a', 'hard');
      expect(await stateOf(tables, '/a')).to.equal('hard');
      const fence = await lastMark(tables);
      expect(await invalidatedSince(tables, page('/a', { fence }), fence)).to.equal(undefined);
      await invalidate(tables, '/a', 'soft');
      const later = await lastMark(tables);
      expect(await invalidatedSince(tables, page('/a', { fence }), later)).to.equal('soft');
      expect(await invalidatedSince(tables, page('/b', { fence }), later)).to.equal(undefined);
    });

    it(`count as made where the row of a mark is ${what}`, async () => {
      const { tables, rows } = marksTable();
      await invalidate(tables, '/elsewhere', 'soft');
      await invalidate(tables, '/a', 'soft');
      rows.set('/a', row);
      expect(await stateOf(tables, '/a')).to.equal('hard');
    });
  }
});
