/** What an SQLite log keeps when its disk is full, and when its process is killed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sqliteLog } from '../../../src/server/logs/sqlite.js';

const APPENDER = join('test', 'server', 'support', 'appender.mjs');
const folder = await mkdtemp(join(tmpdir(), 'isr-trouble-'));
after(() => rm(folder, { recursive: true, force: true }));

interface Answers {
  /** The sequence of each acknowledged event, by its number. */
  readonly stored: Map<number, number>;
  readonly failed: number;
}

const answersIn = (output: string): Answers => {
  const lines = output.split('\n').filter((line) => line !== '');
  const stored = lines.flatMap((line) => {
    const [, number, sequence] = /^ok (\d+) (\d+)$/.exec(line) ?? [];
    return number ? [[Number(number), Number(sequence)] as const] : [];
  });
  return { stored: new Map(stored), failed: lines.filter((line) => line.startsWith('failed')).length };
};

/** Appends in another process, with a limit to the size of its files or until it has answered so many. */
async function appendElsewhere(file: string, { blocks = 0, killAfter = Infinity }): Promise<Answers> {
  // Past the limit a write fails with EFBIG, as on a full disk with ENOSPC.
  const limit = blocks > 0 ? `trap '' XFSZ; ulimit -f ${blocks};` : '';
  const child = spawn('bash', ['-c', `${limit} exec "$0" "$@"`, process.execPath, APPENDER, file, '2000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (answersIn(output).stored.size >= killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return answersIn(output);
}

/** Every acknowledged event has its sequence, no event is there twice, and the log takes all of them in the end. */
async function assertWhole(file: string, { stored }: Answers): Promise<void> {
  const log = sqliteLog(file);
  const numberOf = ({ event }: { event: object }): number =>
    Number.parseInt((event as { tags: string[] }).tags[0] ?? '');
  const before = await log.read(0, 10_000);
  assert.deepEqual(
    before.map(({ sequence }) => sequence),
    before.map((_, index) => index + 1),
  );
  const kept = new Map(before.map((entry) => [numberOf(entry), entry.sequence]));
  assert.equal(kept.size, before.length, 'an event is there twice');
  for (const [number, sequence] of stored)
    assert.equal(kept.get(number), sequence, `event ${number} is lost`);
  // The webhooks are sent again, as by a sender that has missed some answers.
  for (let number = 0; number < 200; number += 1)
    await log.append([{ at: 1, tags: [`${number} again`] }], `webhook-${number}`);
  const all = (await log.read(0, 10_000)).map(numberOf);
  assert.equal(new Set(all).size, all.length, 'an event was doubled');
  for (let number = 0; number < 200; number += 1) assert.ok(all.includes(number));
  await log.close();
}

describe('an SQLite log', () => {
  it('refuses events when the disk is full, and keeps all that it has acknowledged', async () => {
    const file = join(folder, 'full.db');
    const answers = await appendElsewhere(file, { blocks: 500 });
    assert.ok(answers.stored.size > 0, 'none was stored');
    assert.ok(answers.failed > 0, 'none was refused');
    await assertWhole(file, answers);
  });

  for (const killAfter of [1, 57, 400])
    it(`keeps all that it has acknowledged when its process is killed after ${killAfter} answers`, async () => {
      const file = join(folder, `killed-${killAfter}.db`);
      const answers = await appendElsewhere(file, { killAfter });
      assert.ok(answers.stored.size >= killAfter);
      assert.equal(answers.failed, 0);
      await assertWhole(file, answers);
    });
});
