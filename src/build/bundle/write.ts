/** Writes a build's files, and measures them. A reader sees either the old file or the new one, each complete. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { IsrError } from '../../shared/errors.js';
import type { BuiltFile } from '../options.js';
import type { Script } from './script.js';

interface Step {
  path: string;
  /** The path of the new contents, in the same folder: a rename is atomic only within one file system. */
  waiting: string;
  before: Buffer | undefined;
}

const waitingPath = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);

async function prepare(folder: string, { name, contents }: Script): Promise<Step> {
  const path = join(folder, name);
  const waiting = waitingPath(path);
  await mkdir(dirname(path), { recursive: true });
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
    await moveAll(await Promise.all(scripts.map((script) => prepare(folder, script))));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new IsrError(
      'build-failed',
      `Failed to write "${folder}": ${cause}. Name a folder that this user can write as "out".`,
      { cause: error },
    );
  } finally {
    const waiting = scripts.map(({ name }) => waitingPath(join(folder, name)));
    await Promise.allSettled(waiting.map((path) => rm(path, { force: true })));
  }
}

const compress = promisify(brotliCompress);

/** The size of a script, plain and compressed. */
export async function measure(folder: string, { name, contents }: Script): Promise<BuiltFile> {
  const bytes = Buffer.from(contents);
  return { path: resolve(folder, name), bytes: bytes.length, brotli: (await compress(bytes)).length };
}
