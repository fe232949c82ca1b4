import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Usage } from '../../../src/storage/store.js';
import { createUsage, type UsageLog } from '../../../src/worker/runtime/usage.js';
import { NOW } from '../fake-context.js';
import { holdLongTimers, type LongTimers } from '../long-timers.js';

describe('rule 33: recency and counts cost a hit no write', () => {
  let timers: LongTimers;
  let recorded: Usage[];
  let reports: unknown[];
  let works: Promise<unknown>[];
  let log: UsageLog;
  let now: number;
  let clears: { generation: number };
  const event = { waitUntil: (work: Promise<unknown>): void => void works.push(work) };

  beforeEach(() => {
    timers = holdLongTimers();
    [recorded, reports, works, now] = [[], [], [], NOW];
    const record = async (usage: Usage): Promise<void> => void recorded.push(usage);
    const store = { ...memoryStore(), record };
    clears = { generation: 0 };
    const report = (error: unknown): void => void reports.push(error);
    log = createUsage({ use: (work) => work(store), now: () => now, report, clears });
  });
  afterEach(() => timers.restore());

  it('rule 33: what is noted within a second is written at once, under each event', async () => {
    log.note(event, '/a', 'hits', 'key');
    now += 1;
    log.note(event, '/a', 'hits', 'key', 'other');
    log.note(event, '/b', 'misses');
    expect(recorded).to.deep.equal([]);
    expect(works).to.have.length(3);
    timers.elapse(1000);
    await Promise.all(works);
    expect(recorded).to.have.length(1);
    expect([...(recorded[0]?.used ?? [])]).to.deep.equal([
      ['key', NOW + 1],
      ['other', NOW + 1],
    ]);
    const none = { hits: 0, stale: 0, misses: 0, regenerations: 0, failures: 0 };
    expect(recorded[0]?.counts).to.deep.equal({ '/a': { ...none, hits: 2 }, '/b': { ...none, misses: 1 } });
  });

  it('rule 33: what comes later is written later, and nothing twice', async () => {
    for (const key of ['first', 'second']) {
      log.note(event, '/a', 'stale', key);
      timers.elapse(1000);
      await Promise.all(works);
    }
    expect(recorded.map(({ used, counts }) => [[...used.keys()], counts['/a']?.stale])).to.deep.equal([
      [['first'], 1],
      [['second'], 1],
    ]);
  });

  it('rule 26: what was noted before a clear is not written after it', async () => {
    log.note(event, '/a', 'hits', 'before');
    clears.generation += 1;
    timers.elapse(1000);
    await Promise.all(works);
    expect(recorded).to.deep.equal([]);

    log.note(event, '/a', 'hits', 'before');
    clears.generation += 1;
    log.note(event, '/a', 'misses', 'after');
    timers.elapse(1000);
    await Promise.all(works);
    expect(recorded.map(({ used, counts }) => [[...used.keys()], counts['/a']?.hits])).to.deep.equal([
      [['after'], 0],
    ]);
  });

  it('rule 33: a write that fails is reported, and fails no event', async () => {
    const broken = createUsage({
      use: () => Promise.reject(new Error('no')),
      now: () => now,
      report: (error) => void reports.push(error),
      clears,
    });
    broken.note(event, '/a', 'hits');
    timers.elapse(1000);
    await Promise.all(works);
    expect(reports).to.have.length(1);
  });
});
