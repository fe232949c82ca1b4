/** Plays a story in each stack, and prints a table of what was seen. */
import { stopAll } from '../support/runner/processes.mjs';

/** @typedef {{ seconds: number, seen: Record<string, string> }} Played `seen` holds `ok` or a fault for each check */

/** The stacks that the command line names; all where it names none. @template {{ name: string }} T @param {readonly T[]} stacks @returns {readonly T[]} */
export function chosen(stacks) {
  const names = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  const unknown = names.filter((name) => !stacks.some((stack) => stack.name === name));
  if (unknown.length > 0)
    throw new Error(
      `Failed to run "${unknown.join(' ')}": there is no such stack. Name some of: ${stacks.map(({ name }) => name).join(' ')}.`,
    );
  return stacks.filter(({ name }) => names.length === 0 || names.includes(name));
}

/**
 * @template {{ name: string }} T
 * @param {readonly T[]} stacks
 * @param {readonly string[]} checks
 * @param {(stack: T) => Promise<Played>} play
 */
export async function playStacks(stacks, checks, play) {
  const rows = [];
  for (const stack of stacks) {
    /** @type {Played} */
    const { seconds, seen } = await play(stack).catch((error) => {
      console.error(error);
      return { seconds: NaN, seen: {} };
    });
    for (const [check, result] of Object.entries(seen))
      if (result !== 'ok') console.error(`${stack.name}: ${check}: ${result}`);
    const cells = checks.map((check) => (seen[check] === 'ok' ? 'ok' : 'FAIL'));
    if (cells.includes('FAIL')) process.exitCode = 1;
    rows.push(
      `| ${stack.name} | ${Number.isNaN(seconds) ? '–' : seconds.toFixed(0)} | ${cells.join(' | ')} |`,
    );
    console.log(rows.at(-1));
    await stopAll();
  }
  console.log(`\n| stack | seconds | ${checks.join(' | ')} |\n|---|---|${checks.map(() => '---|').join('')}`);
  console.log(rows.join('\n'));
}
