/** What each log promises. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FeedLog } from '../../../src/server/log.js';
import { eventOf } from '../support/events.js';

export interface LogMaker {
  /** A new log with no events. */
  readonly create: () => Promise<FeedLog>;
  /** The same log, as another process opens it; undefined for a log that lives in one process. */
  readonly reopen?: () => Promise<FeedLog>;
}

const sequencesOf = async (log: FeedLog, after = 0, limit = 1000) =>
  (await log.read(after, limit)).map(({ sequence }) => sequence);

const within = async (condition: () => boolean, ms = 3000) => {
  const end = Date.now() + ms;
  while (!condition() && Date.now() < end) await new Promise((done) => setTimeout(done, 5));
  assert.ok(condition());
};

function reading({ create }: LogMaker) {
  it('is empty when it is new', async () => {
    const log = await create();
    const { epoch, oldest, last } = await log.state();
    assert.match(epoch, /^\d{15}[0-9a-f]{8}$/);
    assert.deepEqual({ oldest, last }, { oldest: 1, last: 0 });
    assert.deepEqual(await log.read(0, 10), []);
    await log.close();
  });

  it('gives each event the next sequence, and reads after any of them', async () => {
    const log = await create();
    assert.equal(await log.append([eventOf(1)]), 1);
    assert.equal(await log.append([eventOf(2), eventOf(3)]), 3);
    assert.deepEqual(await log.read(1, 10), [
      { sequence: 2, event: eventOf(2) },
      { sequence: 3, event: eventOf(3) },
    ]);
    assert.deepEqual(await sequencesOf(log, 0, 2), [1, 2]);
    assert.deepEqual(await sequencesOf(log, 3), []);
    assert.deepEqual(await sequencesOf(log, 99), []);
    await log.close();
  });

  it('keeps every member of an event as it was given', async () => {
    const log = await create();
    const events = [
      { at: 1790000000.125, tags: ['ü"\\\u2028 ', '日本'], paths: ['/a/*'], mode: 'hard' as const },
      { at: 1, deployment: '123' },
      { at: 2, disabled: false },
    ];
    await log.append(events);
    assert.deepEqual(
      (await log.read(0, 9)).map(({ event }) => event),
      events,
    );
    await log.close();
  });
}

function appending({ create }: LogMaker) {
  it('stores events under one ID once, also when they arrive at the same time', async () => {
    const log = await create();
    const sequences = await Promise.all(
      Array.from({ length: 20 }, () => log.append([eventOf('a'), eventOf('b')], 'webhook-1')),
    );
    assert.deepEqual(new Set(sequences), new Set([2]));
    await log.append([eventOf('c')], 'webhook-2');
    assert.equal(await log.append([eventOf('z')], 'webhook-1'), 2);
    assert.deepEqual(await sequencesOf(log), [1, 2, 3]);
    await log.close();
  });

  it('keeps appends apart that arrive at the same time', async () => {
    const log = await create();
    const sequences = await Promise.all(Array.from({ length: 50 }, (_, n) => log.append([eventOf(n)])));
    assert.deepEqual(
      sequences.sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
    assert.equal((await log.state()).last, 50);
    await log.close();
  });
}

function compacting({ create }: LogMaker) {
  it('deletes events before the first that is new enough, and goes on counting', async () => {
    const log = await create();
    await log.append([eventOf(1, 100), eventOf(2, 300), eventOf(3, 200), eventOf(4, 400)], 'id');
    await log.compact({ at: 250 });
    const { oldest, last } = await log.state();
    assert.deepEqual({ oldest, last }, { oldest: 2, last: 4 });
    assert.deepEqual(await sequencesOf(log), [2, 3, 4]);
    assert.deepEqual(await sequencesOf(log, 2), [3, 4]);
    await log.compact({ at: 1000 });
    assert.deepEqual(await sequencesOf(log), []);
    assert.equal((await log.state()).oldest, 5);
    assert.equal(await log.append([eventOf(5)]), 5);
    await log.close();
  });

  it('knows the ID of a webhook whose events were deleted', async () => {
    const log = await create();
    await log.append([eventOf(1, 100)], 'id');
    await log.compact({ at: 1000 });
    assert.equal(await log.append([eventOf(1, 100)], 'id'), 1);
    assert.deepEqual(await sequencesOf(log), []);
    await log.close();
  });
}

function watching({ create }: LogMaker) {
  it('calls back after an append until the watch ends', async () => {
    const log = await create();
    let calls = 0;
    const stop = log.watch(() => calls++);
    await new Promise((done) => setTimeout(done, 150));
    const before = calls;
    await log.append([eventOf(1)]);
    await within(() => calls > before);
    stop();
    stop();
    const after = calls;
    await log.append([eventOf(2)]);
    await new Promise((done) => setTimeout(done, 150));
    assert.equal(calls, after);
    await log.close();
  });
}

function sharing(create: LogMaker['create'], reopen: NonNullable<LogMaker['reopen']>) {
  it('is the same log for every process that opens it', async () => {
    const first = await create();
    await first.append([eventOf(1)], 'id');
    const second = await reopen();
    assert.deepEqual(await second.state(), await first.state());
    assert.equal(await second.append([eventOf(1)], 'id'), 1);
    assert.equal(await second.append([eventOf(2)]), 2);
    assert.deepEqual(await sequencesOf(first), [1, 2]);
    await first.close();
    await second.close();
  });

  it('tells a watching process of what another one appends', async () => {
    const first = await create();
    const second = await reopen();
    let calls = 0;
    second.watch(() => calls++);
    await new Promise((done) => setTimeout(done, 150));
    const before = calls;
    await first.append([eventOf(1)]);
    await within(() => calls > before);
    await first.close();
    await second.close();
  });

  it('numbers the events of two processes without a gap', async () => {
    const logs = [await create(), await reopen()];
    await Promise.all(logs.flatMap((log) => Array.from({ length: 25 }, (_, n) => log.append([eventOf(n)]))));
    const [first] = logs;
    assert.ok(first);
    assert.deepEqual(
      await sequencesOf(first),
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
    await Promise.all(logs.map((log) => log.close()));
  });
}

export function logContract(name: string, maker: LogMaker): void {
  describe(name, () => {
    reading(maker);
    appending(maker);
    compacting(maker);
    watching(maker);
    if (maker.reopen) sharing(maker.create, maker.reopen);
  });
}
