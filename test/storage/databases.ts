/** Databases of the tests' own: each has a name that no other test uses, and is gone afterwards. */
import { deleteDB } from 'idb';
import { openIndexedDbStore } from '../../src/storage/tables/indexed-db.js';
import type { Store } from '../../src/storage/store.js';

const names: string[] = [];
const stores: Store[] = [];

export function newName(): string {
  const name = `isr-test-${crypto.randomUUID()}`;
  names.push(name);
  return name;
}

export async function openStore(name = newName(), onLost = (): void => undefined): Promise<Store> {
  const store = await openIndexedDbStore(onLost, name);
  stores.push(store);
  return store;
}

/** Closes and deletes what was opened. */
export async function deleteDatabases(): Promise<void> {
  for (const store of stores.splice(0)) store.close();
  await Promise.all(names.splice(0).map((name) => deleteDB(name)));
}
