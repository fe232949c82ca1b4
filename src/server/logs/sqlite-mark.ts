/**
 * Recognises that a database was restored from a backup. A small file beside the database holds the newest sequence
 * and the inode of the database. A restored database is older than this file says, or is another file.
 *
 * The file is written after each commit and not flushed. Where a power failure loses it, the log gets another epoch,
 * and browsers mark everything stale: one step too careful, never one too few.
 */
import type { LogState } from '../log.js';

export interface Mark {
  write(state: Pick<LogState, 'epoch' | 'last'>): void;
  /** False if the database cannot be the one that this file was last written for. */
  matches(state: Pick<LogState, 'epoch' | 'last'>): boolean;
  close(): void;
}

const NO_MARK: Mark = { write: () => undefined, matches: () => true, close: () => undefined };

/** @param file of the database, which must exist */
export async function openMark(file: string): Promise<Mark> {
  if (file === ':memory:') return NO_MARK;
  const { closeSync, constants, openSync, readSync, statSync, writeSync } = await import('node:fs');
  const opened = openSync(`${file}-mark`, constants.O_RDWR | constants.O_CREAT, 0o644);
  const inode = String(statSync(file).ino);
  return {
    write: ({ epoch, last }) => {
      try {
        writeSync(opened, `${epoch} ${String(last).padStart(16, '0')} ${inode}\n`.padEnd(80), 0);
      } catch {
        // The disk is full. The event is stored, and an older mark recognises a restored database nearly as well.
      }
    },
    matches: ({ epoch, last }) => {
      const bytes = Buffer.alloc(80);
      const length = readSync(opened, bytes, 0, bytes.length, 0);
      const [markedEpoch, markedLast, markedInode] = bytes.toString('utf8', 0, length).split(/\s+/);
      return markedEpoch === epoch && Number(markedLast) <= last && markedInode === inode;
    },
    close: () => closeSync(opened),
  };
}
