/** Writes the changes. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../shared/errors.js';
import type { Change } from '../types.js';

/** The files as they were. */
async function undo(folder: string, written: readonly Change[]): Promise<void> {
  for (const { path, before } of written)
    await (before === undefined
      ? rm(join(folder, path), { force: true })
      : writeFile(join(folder, path), before));
}

/**
 * Writes all files, or none.
 * @throws IsrError `failed` if one of them can't be written.
 */
export async function writeChanges(folder: string, changes: readonly Change[]): Promise<void> {
  const written: Change[] = [];
  for (const change of changes) {
    try {
      await mkdir(dirname(join(folder, change.path)), { recursive: true });
      await writeFile(join(folder, change.path), change.after);
      written.push(change);
    } catch (error) {
      await undo(folder, written);
      const cause = error instanceof Error ? error.message : String(error);
      const remedy = 'No file was changed. Let this user write to the folder';
      throw failure('failed', `write "${change.path}"`, cause, remedy, error);
    }
  }
}
