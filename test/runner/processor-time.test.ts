import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMeter, describeSpent, measureProcessorTime } from '../support/runner/processor-time.mjs';

/** What `/proc` told of a process: its parent, seconds of its own, and those of children that it waited for. */
type Line = [pid: number, parent: number, own: number, waited?: number];

const RUNNER = process.pid;
const readings = (lines: Line[]) =>
  new Map(
    lines.map(([pid, parent, own, waited = 0]) => [
      pid,
      { pid, parent, key: `${pid} started`, waited, total: own + waited },
    ]),
  );

/** What tasks spent, when these are the processes at each look. Processes 10 and 20 are tasks, with what they start. */
function spentAfter(...looks: Line[][]): Record<string, number> {
  const left = [...looks];
  const meter = createMeter({
    readProcesses: () => readings([...(left.shift() ?? [])]),
    owner: ({ pid }) => (pid === RUNNER ? undefined : pid < 20 ? 'ten' : pid < 30 ? 'twenty' : undefined),
  });
  for (const _ of looks) meter.sample();
  return Object.fromEntries(meter.spent());
}

describe('the processor time of tasks', () => {
  it('is that of their processes, with all that those started', () => {
    assert.deepEqual(
      spentAfter([
        [RUNNER, 1, 5],
        [10, RUNNER, 1],
        [11, 10, 2],
        [20, RUNNER, 4],
        [99, 1, 50],
      ]),
      { ten: 3, twenty: 4 },
    );
  });

  it('counts a process that ended once, where its parent waited for it', () => {
    const before: Line[] = [
      [RUNNER, 1, 0],
      [10, RUNNER, 1],
      [11, 10, 2],
    ];
    const after: Line[] = [
      [RUNNER, 1, 0],
      [10, RUNNER, 1, 2.5],
    ];
    assert.deepEqual(spentAfter(before, after), { ten: 3.5 });
  });

  it('counts what was last read of one that nobody waited for', () => {
    const before: Line[] = [
      [RUNNER, 1, 0],
      [10, RUNNER, 1],
      [11, 10, 2],
    ];
    assert.deepEqual(
      spentAfter(before, [
        [RUNNER, 1, 0],
        [10, RUNNER, 1],
      ]),
      { ten: 3 },
    );
  });

  it('counts a task that ended, with what it did since the last look', () => {
    const before: Line[] = [
      [RUNNER, 1, 0],
      [10, RUNNER, 1],
      [11, 10, 2],
    ];
    assert.deepEqual(spentAfter(before, [[RUNNER, 1, 0, 4]]), { ten: 4 });
  });

  it('is told for the costliest, the first first', () => {
    const lines = describeSpent([
      ['a', 30],
      ['b', 2],
    ]);
    assert.deepEqual(lines, ['Processor time: 32 s; most of it in', '    30.0 s  a', '     2.0 s  b']);
    assert.deepEqual(describeSpent([]), []);
  });

  it('is read of this machine without a fault', () => {
    assert.deepEqual(measureProcessorTime()(), []);
  });
});
