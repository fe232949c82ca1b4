/** Plays the tasks of all steps on a few slots, and tells of each when it is done. */
import { cpus } from 'node:os';
import { noteSeconds } from './durations.mjs';
import { runPool } from './pool.mjs';
import { asTask } from './processor-time.mjs';
import { check, sum } from './tally.mjs';

/** @typedef {import('./suites.mjs').SuiteTask} SuiteTask */
/** @typedef {import('./tally.mjs').Outcome} Outcome */

/** Tests of browsers wait for more than half of their time, so that a processor has room for more than one. */
const SLOTS = Number(process.env.TEST_SLOTS) || cpus().length * 2;

/** As many files may need a second try; with one more, the run has failed. */
const SECOND_TRIES = 2;

/**
 * A task that throws has failed; the others still run.
 * @param {SuiteTask} task @param {import('./pool.mjs').Slot} slot @returns {Promise<Outcome>}
 */
async function playTask(task, slot) {
  const startedAt = performance.now();
  const { outcome, output } = await asTask(task.name, () => task.run(slot)).catch((error) => ({
    outcome: check(`${task.name}: ${error.message}`, false),
    output: String(error.stack),
  }));
  const seconds = (performance.now() - startedAt) / 1000;
  const hasFailed = outcome.failed.length > 0;
  if (!hasFailed) noteSeconds(task.name, seconds);
  const counts = `${outcome.passed} passed${hasFailed ? `, ${outcome.failed.length} failed` : ''}`;
  if (hasFailed) console.log(`\n${output.trimEnd()}`);
  console.log(`${hasFailed ? '✖' : '✔'} ${task.name}: ${counts}, ${seconds.toFixed(1)} s`);
  return outcome;
}

/**
 * Once more, each by itself, when nothing else runs any more. What it does then counts; the first try is told of.
 * @param {SuiteTask[]} tasks @param {Outcome[]} outcomes of the first try
 */
async function playAgain(tasks, outcomes) {
  const failed = tasks.flatMap((task, index) => {
    const outcome = outcomes[index];
    return task.mayRepeat && outcome && outcome.failed.length > 0 ? [{ task, index, outcome }] : [];
  });
  if (failed.length === 0) return outcomes;
  if (failed.length > SECOND_TRIES) {
    const names = failed.map(({ task }) => task.name).join(', ');
    console.log(
      `\nNothing is played again: ${failed.length} files failed, and at most ${SECOND_TRIES} may: ${names}`,
    );
    return outcomes;
  }
  console.log('\nPlayed once more:');
  const all = [...outcomes];
  for (const { task, index, outcome } of failed) {
    const [second] = await runPool([{ ...task, run: (slot) => playTask(task, slot) }], 1);
    all[index] = { ...(second ?? outcome), unsteady: outcome.failed };
  }
  return all;
}

/**
 * @param {SuiteTask[]} tasks
 * @returns {Promise<Outcome>}
 */
export async function playAll(tasks) {
  const outcomes = await runPool(
    tasks.map((task) => ({ ...task, run: (slot) => playTask(task, slot) })),
    SLOTS,
  );
  return sum(await playAgain(tasks, outcomes));
}
