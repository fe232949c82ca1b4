/** `sw-isr explain`, `sw-isr pages` and `sw-isr mcp`: what the config says, for people and for tools. */
import { failure } from '../../shared/errors.js';
import { explain, type ExplainResult } from '../explain/explain.js';
import { listPages, type ListedPage, type PagesResult } from '../explain/pages.js';
import { serveMcp } from '../mcp/server.js';
import { type Arguments, readNumber, readText } from './arguments.js';
import { printResult, progressLine, styled } from './terminal.js';

type Life = ListedPage['revalidate'];

const spanOf = (seconds: Life): string =>
  seconds === null ? 'for ever' : typeof seconds === 'string' ? 'by its headers' : `${seconds} s`;

/** A key has line feeds between its parts. */
const shownKey = (key: string): string => JSON.stringify(key);

function reportExplanation(result: ExplainResult): string {
  const { url, route, match, key, state, revalidate, expire, tags, invalidates, audience, why } = result;
  const rows: [name: string, value: string][] = [
    ['URL', url],
    ['Route', route ?? (match === null ? 'none' : `${match} (stores nothing)`)],
    ['State', state],
    ...(key === null ? [] : [['Key', shownKey(key)] as [string, string]]),
    ...(route === null
      ? []
      : ([
          ['Fresh for', spanOf(revalidate)],
          ['Served for', spanOf(expire)],
          ['Audience', audience ?? ''],
          ['Tags', tags.join(', ') || 'none from the route'],
        ] as [string, string][])),
    ...(invalidates.length > 0 ? [['Invalidates', invalidates.join(', ')] as [string, string]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `  ${styled('dim', name.padEnd(width))}  ${value}`),
    '',
    ...why.map((line) => `  - ${line}`),
  ].join('\n');
}

export async function runExplain({ argument: url, flags }: Arguments): Promise<void> {
  if (url === undefined)
    throw failure('bad-request', 'read the URL ""', 'it is missing', 'Write sw-isr explain URL');
  const result = await explain({
    url,
    origin: readText(flags, 'origin'),
    config: readText(flags, 'config'),
    deployment: readText(flags, 'deployment'),
  });
  printResult(flags.json === true, result, () => reportExplanation(result));
}

function pageLine({ url, route, revalidate, expire, tags }: ListedPage): string {
  const { pathname, search } = new URL(url);
  const life = `fresh for ${spanOf(revalidate)}, served for ${spanOf(expire)}`;
  const details = [route, life, ...(tags.length > 0 ? [`tags ${tags.join(', ')}`] : [])].join('  ');
  return `  ${pathname + search}  ${styled('dim', details)}`;
}

function reportPages({ pages, total, warmed, sources }: PagesResult): string {
  const count = total === 1 ? '1 page' : `${total} pages`;
  return [
    ...pages.map(pageLine),
    ...(total > pages.length ? [`  … and ${total - pages.length} more`] : []),
    ...sources.flatMap(({ route, problem }) =>
      problem === null ? [] : [styled('yellow', `  The paths of ${route} can't be read: ${problem}.`)],
    ),
    sources.length === 0
      ? 'No route has paths: nothing is fetched ahead.'
      : `${count}, ${warmed} fetched ahead`,
  ].join('\n');
}

/** The exit code if some `paths` can't be read. */
const UNREAD = 1;

export async function runPages({ argument: origin, flags }: Arguments): Promise<void> {
  const isJson = flags.json === true;
  const progress = progressLine(isJson);
  const result = await listPages({
    origin,
    config: readText(flags, 'config'),
    deployment: readText(flags, 'deployment'),
    limit: readNumber(flags, 'limit'),
    timeout: readNumber(flags, 'timeout'),
    onFile: (url) => progress.show(`Reading ${url}`),
  }).finally(() => progress.clear());
  printResult(isJson, result, () => reportPages(result));
  if (result.sources.some(({ problem }) => problem !== null)) process.exitCode = UNREAD;
}

export const runMcp = (): Promise<void> => serveMcp(process.stdin, process.stdout);
