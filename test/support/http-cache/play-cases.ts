/** Plays the cases in a page, and says what went wrong in each. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Page } from 'puppeteer-core';
import type { Handler } from '../faults.js';
import type { Origin } from '../origin.js';
import { CASES } from './cases/all.js';
import { ELSEWHERE, type Answer, type Case, type Step } from './cases/case.js';

/** What the script got; undefined if `fetch()` failed. */
type Got = { status: number; body: string; headers: Record<string, string> } | undefined;

const askIn = (page: Page, url: string, init: RequestInit): Promise<Got> =>
  page.evaluate(
    async (address, options) => {
      const response = await fetch(address, options).catch(() => undefined);
      return (
        response && {
          status: response.status,
          body: await response.text(),
          headers: Object.fromEntries(response.headers),
        }
      );
    },
    url,
    init,
  );

const hasBody = ({ status = 200 }: Answer): boolean => status !== 204;

/** One request of the script, as the server sees it. */
interface Exchange {
  readonly answer: Answer;
  /** The headers of the requests that came. */
  readonly asked: IncomingHttpHeaders[];
  /** Whether the last of them was answered with 304. */
  isConfirmed: boolean;
}

const CONDITIONS = ['if-none-match', 'if-modified-since'];

const serverOf =
  (path: string, current: () => Exchange): Handler =>
  ({ headers }, response) => {
    const exchange = current();
    const { status = 200, confirms, body } = exchange.answer;
    exchange.asked.push(headers);
    exchange.isConfirmed = confirms === true && CONDITIONS.some((name) => name in headers);
    const fields = Object.entries(exchange.answer.headers ?? {}).map(([name, value]): [string, string] => [
      name,
      value.replace('{path}', path),
    ]);
    response
      .writeHead(exchange.isConfirmed ? 304 : status, {
        'Content-Type': 'text/plain',
        ...Object.fromEntries(fields),
      })
      .end(exchange.isConfirmed || !hasBody(exchange.answer) ? undefined : body);
  };

/** The first thing that is not as the step says; undefined if all is. @param stored the answer that is stored */
function wrongIn(step: Step, stored: Answer, exchange: Exchange, got: Got): string | undefined {
  const { answer, asked, isConfirmed } = exchange;
  // The script may have asked for the 304 itself.
  const byServer = isConfirmed && step.status !== 304 ? 'confirmed' : 'server';
  const by = asked.length ? byServer : 'store';
  const source = by === 'server' ? answer : stored;
  const body = step.body ?? (hasBody(source) ? source.body : '');
  const pairs: [name: string, found: unknown, expected: unknown][] = [
    ['answered by', by, step.by ?? by],
    ['status', got?.status ?? 'failed', step.status ?? source.status ?? 200],
    ['body', got?.body, step.status === 'failed' ? undefined : body],
    ...Object.entries(step.got ?? {}).map(([name, value]): [string, unknown, unknown] => [
      `header ${name}`,
      got?.headers[name],
      value,
    ]),
    ...Object.entries(step.sent ?? {}).map(([name, value]): [string, unknown, unknown] => [
      `sent header ${name}`,
      asked.at(-1)?.[name] ?? null,
      value,
    ]),
  ];
  const wrong = pairs.find(([, found, expected]) => found !== expected);
  return wrong && `${wrong[0]} ${String(wrong[1])}, not ${String(wrong[2])}`;
}

/** Plays one case. @returns what went wrong */
async function playCase(
  origin: Origin,
  page: Page,
  path: string,
  { steps }: Case,
): Promise<string | undefined> {
  const answers = steps.map((step, at): Answer => ({ body: String(at + 1), ...step.answer }));
  const [stored = {}] = answers;
  let exchange: Exchange = { answer: stored, asked: [], isConfirmed: false };
  const server = serverOf(path, () => exchange);
  for (const at of ['', ELSEWHERE]) origin.handle(path + at, server);
  for (const [at, step] of steps.entries()) {
    exchange = { answer: answers[at] ?? {}, asked: [], isConfirmed: false };
    const got = await askIn(page, origin.url + path + (step.at ?? ''), step.ask ?? {});
    const wrong = wrongIn(step, stored, exchange, got);
    if (wrong) return `request ${at + 1}: ${wrong}`;
  }
  return undefined;
}

export interface Played extends Pick<Case, 'name' | 'differs'> {
  readonly group: string;
  /** What went wrong; undefined if the case passed. */
  readonly wrong: string | undefined;
}

/** Plays all cases, at one time. @param folder of their URLs: each round has its own */
export function playCases(origin: Origin, page: Page, folder: string): Promise<Played[]> {
  const cases = Object.entries(CASES).flatMap(([group, list]) => list.map((played) => ({ group, played })));
  return Promise.all(
    cases.map(async ({ group, played }, at) => ({
      ...{ group, name: played.name, differs: played.differs },
      wrong: await playCase(origin, page, `${folder}/${at}`, played),
    })),
  );
}
