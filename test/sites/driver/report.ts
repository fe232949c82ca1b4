/** What the checks found, as lines, as a table, and as JSON. */
import { COLUMNS, columnNames, type Column } from './columns.js';

export interface Result {
  column: Column;
  what: string;
  ok: boolean;
  /** What was seen, where it was not what it should be. */
  seen: string[];
}

export interface SiteReport {
  name: string;
  title: string;
  version: string;
  /** Why the site does not have a check. */
  without: Partial<Record<Column, string>>;
  results: Result[];
}

export const printResult = (name: string, { column, what, ok, seen }: Result): void => {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}: ${COLUMNS[column]}: ${what}`);
  if (!ok) for (const line of seen) console.log(`        ${line}`);
};

/** The cell of a check that was not run. */
export const NOT_RUN = 'not run';

/** One cell of the table. */
function cellOf({ results, without }: SiteReport, column: Column): string {
  if (without[column] !== undefined) return '–';
  const own = results.filter((result) => result.column === column);
  if (own.length === 0) return NOT_RUN;
  const failed = own.filter(({ ok }) => !ok).length;
  return failed === 0 ? 'ok' : `FAIL ${failed}/${own.length}`;
}

/** The table as Markdown: a head of two lines, then a line for each site. */
export function tableOf(reports: readonly SiteReport[]): { head: string[]; rows: Map<string, string> } {
  const cells = ['site', 'version', ...columnNames.map((column) => COLUMNS[column])];
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return {
    head: [line(cells), line(cells.map(() => '---'))],
    rows: new Map(
      reports.map((report) => [
        report.title,
        line([report.title, report.version, ...columnNames.map((column) => cellOf(report, column))]),
      ]),
    ),
  };
}

export const failuresOf = (reports: readonly SiteReport[]): number =>
  reports.flatMap(({ results }) => results).filter(({ ok }) => !ok).length;
