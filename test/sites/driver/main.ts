/** The command line of `npm run test:sites`. */
import { parseArgs } from 'node:util';
import { prepareSite, versionOf } from './build-site.js';
import { COLUMNS, columnNames, type Column } from './columns.js';
import { failuresOf, printResult, tableOf, type SiteReport } from './report.js';
import { SITES, type SiteDefinition } from './sites.js';
import { playSite } from './story/play.js';
import { writeDocs } from './write-docs.js';

interface Wishes {
  sites: readonly SiteDefinition[];
  columns: readonly Column[];
  isJson: boolean;
  writesDocs: boolean;
  isForced: boolean;
}

function readWishes(args: readonly string[]): Wishes {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((wanted) => !SITES.some(({ name }) => name === wanted));
  if (unknown.length > 0)
    throw new Error(
      `Failed to run "${unknown.join(' ')}": there is no such site. Name some of: ${SITES.map(({ name }) => name).join(' ')}.`,
    );
  const { check = [] } = values;
  const isWanted = (column: Column) =>
    check.length === 0 ||
    column === 'first' ||
    check.some((part) => column.includes(part) || COLUMNS[column].includes(part));
  return {
    sites: SITES.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    columns: columnNames.filter(isWanted),
    isJson: values.json,
    writesDocs: values['write-docs'],
    isForced: values.rebuild,
  };
}

async function runSite(site: SiteDefinition, { columns, isJson, isForced }: Wishes): Promise<SiteReport> {
  const report: SiteReport = {
    name: site.name,
    title: site.title,
    version: '?',
    without: site.without,
    results: [],
  };
  const record: Parameters<typeof playSite>[2] = (result) => {
    report.results.push(result);
    if (!isJson) printResult(site.name, result);
  };
  try {
    if (!isJson) console.log(`\n== ${site.title}`);
    await prepareSite(site, isForced);
    report.version = versionOf(site);
    await playSite(site, columns, record);
  } catch (error) {
    record({ column: 'first', what: 'the site runs', ok: false, seen: [String(error)] });
  }
  return report;
}

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const wishes = readWishes(args);
  const reports: SiteReport[] = [];
  for (const site of wishes.sites) reports.push(await runSite(site, wishes));
  const table = tableOf(reports);
  if (wishes.isJson) console.log(JSON.stringify(reports, null, 2));
  else console.log(`\n${[...table.head, ...table.rows.values()].join('\n')}`);
  if (wishes.writesDocs) writeDocs(table);
  const failures = failuresOf(reports);
  if (!wishes.isJson) console.log(`${failures} failed`);
  return failures === 0 ? 0 : 1;
}
