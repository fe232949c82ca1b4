/** Runs a program and shows what it says. */
import { spawn } from 'node:child_process';

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string }} options
 * @returns {Promise<void>} rejects when it fails
 */
export function run(program, args, { cwd }) {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  });
  // Ctrl-C reaches a terminal's whole group, a signal from elsewhere only this process: it is handed on.
  const stop = () => child.kill();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  child.once('close', () => process.off('SIGINT', stop).off('SIGTERM', stop));
  return new Promise((resolve, reject) => {
    const command = [program, ...args].join(' ');
    child.once('error', (cause) =>
      reject(new Error(`Failed to run "${command}": ${cause.message}. Is ${program} installed?`, { cause })),
    );
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`Failed to run "${command}": it ended with ${signal ?? `code ${code}`}. See above.`),
        );
    });
  });
}
