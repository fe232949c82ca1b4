import { expect } from 'chai';
import type { Store } from '../../../src/storage/store.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { holdLongTimers } from '../../worker/long-timers.js';
import { bytes, keyOf, page } from '../fixtures.js';
import { failureOf, fake, good, guard, hanging, named, never, read, SHORT, wait } from './resilient.js';

let unhandled: unknown[] = [];
const note = (event: Event): void => {
  unhandled.push((event as PromiseRejectionEvent).reason);
};

describe('rule 33: the guard of the store', () => {
  beforeEach(() => {
    unhandled = [];
    addEventListener('unhandledrejection', note);
  });
  afterEach(async () => {
    await wait(10);
    removeEventListener('unhandledrejection', note);
    expect(unhandled).to.deep.equal([]);
  });

  it('opens the store once, at its first use', async () => {
    const { use, lost } = guard();
    expect(lost).to.have.length(0);
    expect(await Promise.all([use(async () => 1), use(async () => 2)])).to.deep.equal([1, 2]);
    expect(await use(async () => 3)).to.equal(3);
    expect(lost).to.have.length(1);
  });

  it('gives up on a store that does not answer in time, and opens it anew for the next use', async () => {
    const { use, lost } = guard(hanging(), good());
    const error = await failureOf(use(read, SHORT));
    expect(error.message).to.equal(
      'Failed to use the page store: it did not answer in time. The page comes from the network.',
    );
    await use(read, SHORT);
    expect(lost).to.have.length(2);
  });

  it('gives up on an opening that does not end', async () => {
    const { use, lost } = guard(() => never, good());
    await failureOf(use(read, SHORT));
    await use(read, SHORT);
    expect(lost).to.have.length(2);
  });

  it('has a deadline of its own where none is given', async () => {
    const { use } = guard(hanging());
    const startedAt = performance.now();
    await failureOf(use(read));
    expect(performance.now() - startedAt).to.be.within(1000, 10_000);
  });

  it('opens a store anew that was lost', async () => {
    const { use, lost } = guard();
    await use(read);
    lost[0]?.();
    await use(read);
    await use(read);
    expect(lost).to.have.length(2);
  });

  it('serves from memory what the lost store still has, while the next one is waited for', async () => {
    let isLost = false;
    const memory = fake(async () => {
      if (isLost) throw named('InvalidStateError');
      return { fence: 7 };
    });
    let openNext: (store: Store) => void = () => undefined;
    const next = new Promise<Store>((resolve) => {
      openNext = resolve;
    });
    const { use, lost } = guard(memory, () => next);
    await use(read);
    lost[0]?.();
    // The deadline is far away: neither of the two waits for it.
    expect(await use(read, 600_000)).to.deep.equal({ fence: 7 });
    isLost = true;
    expect((await failureOf(use(read, 600_000))).cause).to.have.property('name', 'InvalidStateError');
    expect(lost, 'one opening is under way').to.have.length(2);
    openNext(good());
    await wait(0);
    expect(await use(read)).to.deep.equal({ fence: 0 });
    expect(lost).to.have.length(2);
  });

  it('waits for the next store, however long ago the last one was lost', async () => {
    let isLost = false;
    const closing = fake(async () => {
      if (isLost) throw named('InvalidStateError');
      return { fence: 7 };
    });
    const { use, lost } = guard(closing, () => wait(SHORT).then(good));
    await use(read);
    isLost = true;
    lost[0]?.();
    await wait(1500);
    expect(await use(read)).to.deep.equal({ fence: 0 });
    expect(lost).to.have.length(2);
  });

  it('opens the store anew where an opening hangs that the former store stands in for', async () => {
    const memory = fake(async () => ({ fence: 7 }));
    const { use, lost } = guard(memory, () => never, good());
    await use(read);
    lost[0]?.();
    expect(await use(read)).to.deep.equal({ fence: 7 });
    await wait(1500);
    expect(await use(read)).to.deep.equal({ fence: 0 });
    expect(lost).to.have.length(3);
  });

  it('is back as soon as an opening ends that was waited for in vain, and closes one that is of no use', async () => {
    let closed = 0;
    const opened: ((store: Store) => void)[] = [];
    const slow = (): Promise<Store> => new Promise((resolve) => opened.push(resolve));
    const { use } = guard(slow);
    for (let count = 0; count < 3; count++) await failureOf(use(read, SHORT));
    expect((await failureOf(use(read, SHORT))).message).to.include('left alone');
    for (const open of opened) open({ ...good(), close: () => closed++ });
    await wait(0);
    await use(read, SHORT);
    expect([opened.length, closed]).to.deep.equal([3, 2]);
  });

  it('keeps a store whose predecessor is lost only now', async () => {
    const { use, lost } = guard(hanging(), good());
    await failureOf(use(read, SHORT));
    await use(read);
    lost[0]?.();
    await use(read);
    expect(lost).to.have.length(2);
  });

  it('tries once more on a connection that was closed', async () => {
    const closed = fake(() => Promise.reject(named('InvalidStateError')));
    const once = guard(closed, good());
    await once.use(read);
    expect(once.lost).to.have.length(2);

    const always = guard(closed);
    const error = await failureOf(always.use(read));
    expect(error.cause).to.have.property('name', 'InvalidStateError');
    expect(always.lost).to.have.length(2);
  });

  it('leaves the store alone after three silences in a row, and comes back after its rest', async () => {
    const timers = holdLongTimers();
    try {
      const { use, lost } = guard(hanging(), hanging(), hanging(), good());
      for (let count = 0; count < 3; count++) await failureOf(use(read, SHORT));
      let worked = false;
      const error = await failureOf(use(async () => (worked = true)));
      expect(error.message).to.include('left alone for a while');
      timers.elapse(29_999);
      await failureOf(use(async () => (worked = true)));
      expect(worked).to.equal(false);
      expect(lost).to.have.length(3);
      timers.elapse(1);
      await wait(0);
      await use(read);
      expect(lost).to.have.length(4);
    } finally {
      timers.restore();
    }
  });

  it('counts silences in a row only, and other failures not at all', async () => {
    const { use } = guard(hanging(), good(), hanging(), hanging(), good());
    await failureOf(use(read, SHORT));
    await use(read);
    await failureOf(use(() => never, SHORT));
    for (let count = 0; count < 5; count++)
      await failureOf(use(() => Promise.reject(named('UnknownError')), SHORT));
    await failureOf(use(read, SHORT));
    expect(await use(async () => 'works', SHORT).catch(() => 'rests')).to.equal('works');
  });

  it('uses the other store where the browser opens none, and reports it once', async () => {
    const refused = guard(() => Promise.reject(named('SecurityError')));
    await refused.use((store) => store.put(page('/'), bytes(100)));
    expect((await refused.use((store) => store.get(keyOf('/')))).entry).to.not.equal(undefined);
    expect(refused.fallbacks).to.equal(1);
    expect(refused.reports.map(({ code, message }) => [code, message])).to.deep.equal([
      [
        'storage',
        'Failed to use the page store: the browser does not open it. The page comes from the network.',
      ],
    ]);
    expect(refused.reports[0]?.cause).to.have.property('name', 'SecurityError');
  });

  it('opens a store again that the browser has refused for a moment', async () => {
    const timers = holdLongTimers();
    try {
      const deny = (): Promise<Store> => Promise.reject(named('SecurityError'));
      const { use, lost, reports } = guard(deny, deny, memoryStore(), deny);
      const lookUp = async (): Promise<unknown> => (await use((store) => store.get(keyOf('/')))).entry;
      await use((store) => store.put(page('/'), bytes(100)));
      timers.elapse(1000);
      await wait(0);
      expect(await lookUp(), 'refused again: what is in memory is kept').to.not.equal(undefined);
      timers.elapse(1000);
      await wait(0);
      expect(await lookUp(), 'the store itself').to.equal(undefined);
      expect([lost.length, reports.length]).to.deep.equal([3, 1]);
      lost[2]?.();
      expect(await lookUp(), 'what was in memory may be out of date').to.equal(undefined);
      expect([lost.length, reports.length]).to.deep.equal([4, 2]);
    } finally {
      timers.restore();
    }
  });

  it('passes a full disk on as the cause, and keeps the connection', async () => {
    const { use, lost } = guard();
    const error = await failureOf(use(() => Promise.reject(named('QuotaExceededError'))));
    expect(error.cause).to.have.property('name', 'QuotaExceededError');
    await use(read);
    expect(lost).to.have.length(1);
  });

  it('turns work that throws at once into a failure', async () => {
    const { use } = guard();
    const error = await failureOf(
      use(() => {
        throw new TypeError('a fault');
      }),
    );
    expect(error.cause).to.be.instanceOf(TypeError);
  });

  for (const [what, end] of [
    ['an answer', () => Promise.resolve({ fence: 0 })],
    ['a failure', () => Promise.reject(named('UnknownError'))],
    ['a closed connection', () => Promise.reject(named('InvalidStateError'))],
  ] as [string, () => Promise<{ fence: number }>][])
    it(`is not harmed by ${what} that comes after the deadline`, async () => {
      const slow = fake(() => wait(3 * SHORT).then(end));
      const { use, lost } = guard(slow, good());
      await failureOf(use(read, SHORT));
      await use(read);
      await wait(4 * SHORT);
      await use(read);
      expect(lost).to.have.length(2);
    });

  it('lets work that was given up begin nothing more: others have written meanwhile', async () => {
    const written: string[] = [];
    const noting = (store: Store): Store => ({
      ...store,
      setState: async (name) => void written.push(name),
    });
    const readAndWrite = async (store: Store): Promise<void> => {
      await store.get('key');
      await store.setState('settings', { deployments: [] });
    };
    const slow = (): Promise<{ fence: number }> => wait(3 * SHORT).then(() => ({ fence: 0 }));
    const { use } = guard(
      noting(fake(slow)),
      () => wait(3 * SHORT).then(() => noting(good())),
      noting(good()),
    );
    await failureOf(use(readAndWrite, SHORT));
    await failureOf(use(readAndWrite, SHORT));
    await wait(4 * SHORT);
    expect(written).to.deep.equal([]);
    await use(readAndWrite);
    expect(written).to.deep.equal(['settings']);
  });

  it('is not harmed by a store that opens, or fails to, after the deadline', async () => {
    const late = guard(
      () => wait(3 * SHORT).then(good),
      () => wait(3 * SHORT).then(() => Promise.reject(named('UnknownError'))),
      good(),
    );
    await failureOf(late.use(read, SHORT));
    await failureOf(late.use(read, SHORT));
    await late.use(read);
    await wait(4 * SHORT);
    await late.use(read);
    expect(late.lost).to.have.length(3);
  });
});
