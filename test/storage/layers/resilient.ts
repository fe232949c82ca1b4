/** A guard over stores that the tests make up, and what came of it. */
import { expect } from 'chai';
import { IsrError } from '../../../src/shared/errors.js';
import {
  createResilientStore,
  type ResilientOptions,
  type UseStore,
} from '../../../src/storage/layers/resilient-store.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';

/** Milliseconds; a use that is to be late is late after them. */
export const SHORT = 30;

export const never = new Promise<never>(() => undefined);
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const named = (name: string): DOMException => new DOMException('a fake', name);
export const read = (store: Store): Promise<unknown> => store.get('key');

/** A store whose `get` does something else. */
export const fake = (get: () => Promise<{ fence: number }>): Store => ({ ...memoryStore(), get });
export const good = (): Store => fake(async () => ({ fence: 0 }));
export const hanging = (): Store => fake(() => never);

export interface Guarded {
  use: UseStore;
  /** What each opening was given: says that its store is lost. */
  lost: (() => void)[];
  reports: IsrError[];
  fallbacks: number;
}

/** A guard over stores that are opened one after the other; the last one again and again. */
export function guard(...stores: (Store | ((onLost: () => void) => Promise<Store>))[]): Guarded {
  const lost: (() => void)[] = [];
  const guarded: Omit<Guarded, 'use'> = { lost, reports: [], fallbacks: 0 };
  const options: ResilientOptions = {
    open: async (onLost) => {
      const next = stores[Math.min(lost.length, stores.length - 1)] ?? good();
      lost.push(onLost);
      return typeof next === 'function' ? next(onLost) : next;
    },
    fallback: () => {
      guarded.fallbacks += 1;
      return memoryStore();
    },
    report: (error) => guarded.reports.push(error),
  };
  return Object.assign(guarded, { use: createResilientStore(options) });
}

/** The error that a use of the store ended with. */
export async function failureOf(work: Promise<unknown>): Promise<IsrError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(IsrError);
  expect(error).to.have.property('code', 'storage');
  return error as IsrError;
}
