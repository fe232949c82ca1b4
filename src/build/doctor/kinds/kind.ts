/**
 * `ok`: as it should be. `note`: for information. `warning`: a page or a feature is lost. `error`: something would
 * break.
 */
export type FindingLevel = 'ok' | 'note' | 'warning' | 'error';

/** A kind of finding. */
export interface Kind {
  readonly level: FindingLevel;
  /** What to do, in one or two sentences. */
  readonly remedy?: string;
}
