import { expect } from 'chai';
import { inTime, sleep } from '../../src/storage/sleep.js';

describe('work that has its time', () => {
  const NEVER = new Promise<never>(() => undefined);

  it('gives its result, or nothing when it is late', async () => {
    expect(await inTime(Promise.resolve('done'), 60_000)).to.equal('done');
    const nothing = await inTime<unknown>(NEVER, 1);
    expect(nothing).to.equal(undefined);
  });

  it('gives what `late` gives, or throws what it throws', async () => {
    expect(await inTime(NEVER, 1, () => 'late')).to.equal('late');
    const late = (): never => {
      throw new Error('too late');
    };
    const outcome = await inTime(NEVER, 1, late).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(Error).with.property('message', 'too late');
  });

  it('fails as the work fails', async () => {
    const fails = inTime(Promise.reject(new Error('no')), 60_000);
    expect(await fails.catch((error: unknown) => error)).to.have.property('message', 'no');
  });

  it('leaves no timer behind', async () => {
    const { setTimeout, clearTimeout } = globalThis;
    const running = new Set<unknown>();
    globalThis.setTimeout = ((run: () => void, delay?: number) => {
      const timer = setTimeout.call(globalThis, run, delay);
      running.add(timer);
      return timer;
    }) as typeof setTimeout;
    globalThis.clearTimeout = (timer?: number) => {
      running.delete(timer);
      clearTimeout.call(globalThis, timer);
    };
    try {
      await inTime(sleep(0), 60_000);
      await inTime(Promise.reject(new Error('no')), 60_000).catch(() => undefined);
      // The pause of no length has ended by itself.
      expect(running.size).to.equal(1);
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    }
  });
});
