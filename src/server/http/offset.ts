/** Offsets of the Durable Streams protocol. A later one sorts after an earlier one, also across logs. */

/** The beginning of what the log has, and its end. */
export const START = '-1';
export const TAIL = 'now';

export interface Offset {
  readonly epoch: string;
  /** The sequence of the last event before the offset. */
  readonly sequence: number;
}

const DIGITS = 16;

export const offsetAt = ({ epoch, sequence }: Offset): string =>
  `${epoch}_${String(sequence).padStart(DIGITS, '0')}`;

/** Undefined for a text that this feed never gave out. */
export function parseOffset(text: string): Offset | undefined {
  const [, epoch, sequence] = /^([\w.~-]{1,100})_(\d{16})$/.exec(text) ?? [];
  return epoch && sequence ? { epoch, sequence: Number(sequence) } : undefined;
}
