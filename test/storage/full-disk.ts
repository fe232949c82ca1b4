/** A disk that can be full: IndexedDB then refuses to write rows, and deletes them as ever. */
import { expect } from 'chai';

export interface Disk {
  full: boolean;
}

/** Makes a disk for the tests of the suite that this is called in. It has room at the start of each. */
export function useDisk(): Disk {
  const disk = { full: false };
  const { prototype } = IDBObjectStore;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the table that it is meant for
  const real = prototype.put;
  before(() => {
    prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (disk.full) throw new DOMException('a fake', 'QuotaExceededError');
      return real.call(this, value, key);
    };
  });
  beforeEach(() => {
    disk.full = false;
  });
  after(() => {
    prototype.put = real;
  });
  return disk;
}

/** Expects a full disk to refuse this. */
export async function expectRefused(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).to.have.property('name', 'QuotaExceededError');
}
