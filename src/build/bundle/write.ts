/** Writes a build's files. A reader sees either the old file or the new one, each complete. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IsrError } from '../../shared/errors.js';
import type { Script } from './script.js';

interface Step {
  path: string;
  /** The path of the new contents, in the same folder: a rename is atomic only within one file system. */
  waiting: string;
  before: Buffer | undefined;
}

async function prepare(folder: string, { name, contents }: Script): Promise<Step> {
  const path = join(folder, name);
  const waiting = join(folder, `.${name}.${process.pid}.tmp`);
  await writeFile(waiting, contents);
  return { path, waiting, before: await readFile(path).catch(() => undefined) };
}

async function undo(done: readonly Step[]): Promise<void> {
  await Promise.allSettled(
    done.map(({ path, before }) => (before ? writeFile(path, before) : rm(path, { force: true }))),
  );
}

async function moveAll(steps: readonly Step[]): Promise<void> {
  const done: Step[] = [];
  try {
    for (const step of steps) {
      await rename(step.waiting, step.path);
      done.push(step);
    }
  } catch (error) {
    await undo(done);
    throw error;
  }
}

/**
 * Writes all scripts into the folder, or none.
 * @throws IsrError `build-failed` if the folder cannot be written.
 */
export async function writeScripts(folder: string, scripts: readonly Script[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await moveAll(await Promise.all(scripts.map((script) => prepare(folder, script))));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new IsrError(
      'build-failed',
      `Failed to write "${folder}": ${cause}. Give a folder that can be written with --out.`,
      { cause: error },
    );
  } finally {
    const waiting = scripts.map(({ name }) => join(folder, `.${name}.${process.pid}.tmp`));
    await Promise.allSettled(waiting.map((path) => rm(path, { force: true })));
  }
}
