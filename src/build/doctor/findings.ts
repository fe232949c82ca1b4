/** The findings of the doctor. Their kinds, with level and remedy, are in `kinds/`. */
import type { FindingLevel, Kind } from './kinds/kind.js';
import { PAGE_FINDINGS } from './kinds/page.js';
import { SITE_FINDINGS } from './kinds/site.js';

export type { FindingLevel };

/** Every kind of finding. */
export const FINDINGS = { ...SITE_FINDINGS, ...PAGE_FINDINGS };

/** The kind of finding; stable, for programs. */
export type FindingCode = keyof typeof FINDINGS;

/** One finding. */
export interface Finding {
  level: FindingLevel;
  code: FindingCode;
  /** What was found, in one or two sentences. */
  message: string;
  /** What to do, in one or two sentences. */
  remedy?: string;
}

export function finding(code: FindingCode, message: string): Finding {
  const { level, remedy }: Kind = FINDINGS[code];
  return { level, code, message, ...(remedy !== undefined && { remedy }) };
}
