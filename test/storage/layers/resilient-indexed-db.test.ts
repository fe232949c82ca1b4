import { expect } from 'chai';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { VERSION } from '../../../src/storage/tables/schema.js';
import type { Store } from '../../../src/storage/store.js';
import { deleteDatabases, newName, openStore } from '../databases.js';
import { bytes, keyOf, page, sizeIn } from '../fixtures.js';
import { failureOf, guard, type Guarded } from './resilient.js';

describe('rule 33: the guard over IndexedDB', () => {
  after(deleteDatabases);
  const over = (name: string): Guarded => guard((onLost) => openStore(name, onLost));
  const put = (store: Store): Promise<unknown> => store.put(page('/'), bytes(100));

  it('opens the database again after another needed it closed', async () => {
    const name = newName();
    const guarded = over(name);
    await guarded.use(put);
    await deleteDB(name);
    expect((await guarded.use((store) => store.get(keyOf('/')))).entry).to.equal(undefined);
    await guarded.use(put);
    expect(guarded.lost).to.have.length(2);
    expect(guarded.reports).to.deep.equal([]);
  });

  it('goes on with the database that newer code has made its own', async () => {
    const name = newName();
    const guarded = over(name);
    await guarded.use(put);
    (await openDB(name, VERSION + 1)).close();
    expect(sizeIn(await guarded.use((store) => store.get(keyOf('/'))))).to.equal(100);
    expect(guarded.fallbacks).to.equal(0);
    expect(guarded.reports).to.deep.equal([]);
  });

  for (const [what, version, tables] of [
    ['newer code has taken the entries out of', VERSION + 1, ['bodies', 'state', 'marks']],
    ['newer code has changed the indexes of', VERSION + 1, ['entries', 'bodies', 'state', 'marks']],
    ['is half there', VERSION, ['entries', 'bodies', 'state']],
    ['is of something else', VERSION, []],
  ] as const)
    it(`uses the other store where the database ${what}, and reports it once`, async () => {
      const name = newName();
      const upgrade = (db: IDBPDatabase): void => tables.forEach((table) => void db.createObjectStore(table));
      (await openDB(name, version, { upgrade })).close();
      const guarded = over(name);
      await Promise.all([guarded.use((store) => store.recent('d\n', 9)), guarded.use(put)]);
      await guarded.use(put);
      expect((await guarded.use((store) => store.get(keyOf('/')))).entry).to.deep.equal(page('/'));
      expect(await guarded.use((store) => store.recent('d\n', 9))).to.have.length(1);
      expect(guarded.fallbacks).to.equal(1);
      expect(guarded.reports.map(({ message }) => message)).to.deep.equal([
        'Failed to use the page store: its tables are not those of this version. The page comes from the network.',
      ]);
    });

  it('answers in time while the database can not be opened, and uses it when it can', async () => {
    const name = newName();
    const holder = await openDB(name, VERSION, { upgrade: (db) => void db.createObjectStore('old') });
    const deleted = deleteDB(name);
    const guarded = over(name);
    await failureOf(guarded.use(put, 100));
    holder.close();
    await deleted;
    await guarded.use(put);
    expect(guarded.reports).to.deep.equal([]);
    expect(guarded.fallbacks).to.equal(0);
  });

  it('opens the database again where its connection was closed under a use', async () => {
    const name = newName();
    const guarded = over(name);
    await guarded.use(async (store) => store.close());
    await guarded.use(put);
    expect(guarded.lost).to.have.length(2);
  });
});
