import { expect } from 'chai';
import { deleteDB, openDB } from 'idb';
import { VERSION } from '../../src/storage/schema.js';
import type { Store } from '../../src/storage/store.js';
import { deleteDatabases, newName, openStore } from './databases.js';
import { bytes, keyOf, page } from './fixtures.js';
import { failureOf, guard, type Guarded } from './guarded.js';

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

  it('uses the other store once newer code has made the database its own', async () => {
    const name = newName();
    const guarded = over(name);
    await guarded.use(put);
    (await openDB(name, VERSION + 1)).close();
    await guarded.use(put);
    expect(guarded.fallbacks).to.equal(1);
    expect(guarded.reports[0]?.cause).to.have.property('name', 'VersionError');
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
