/**
 * Whatever is read from other people, in a length of up to 1 MB: nothing throws, nothing hangs, and twice the length
 * takes no more than about twice the time.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createContext, Script } from 'node:vm';
import { seeded } from '../storage/fixtures.js';
import { READERS } from './readers.js';

const MB = 1_000_000;
/** The lengths that are tried. What is far from linear shows at a small one, before a large one would hang. */
const LENGTHS = [500, 4000, 32_000];
/** Of the largest texts each reader gets some: all of them with HOSTILE_ALL=1, which takes minutes. */
const LARGE_SHARE = process.env.HOSTILE_ALL ? 1 : 60;
/** Times below are not told apart from noise. */
const NOISE_MS = 3;
/** Twice is linear, four times is quadratic. */
const MAX_RATIO = 3.2;
const HANG_MS = 15_000;

/** Parts of inputs: a start, what is repeated, and an end. */
const PUMPS: [start: string, pump: string, end: string][] = [
  ...[
    ' ',
    '\t',
    '/',
    '%',
    '%2',
    '%41',
    '&',
    '=',
    ';',
    ',',
    '"',
    "'",
    '\\',
    '\\"',
    '(',
    ')',
    '<',
    '>',
    '?',
    '#',
  ].map((pump): [string, string, string] => ['', pump, '']),
  ...['a', '1', '.', ':', '-', '_', '*', '@', '&#', '&a', '\n', 'é', '\ud800', '{', '[', '+'].map(
    (pump): [string, string, string] => ['', pump, '!'],
  ),
  ['a', ' ', 'b'],
  ['a=', ' ', ';'],
  ['a=(', ' ', 'x'],
  ['a=("', ' ', '")'],
  ['a=(', '"x" ', ')'],
  ['a=(', '"x" ', ''],
  ['a="', '\\"', ''],
  ['a="', 'x', ''],
  ['', 'a, ', 'b'],
  ['', 'a=1, ', 'b='],
  ['', 'a;b=c;', '('],
  ['', '"a", ', '"'],
  ['', 'a="\\a=', ''],
  ['', 'W/"a",', ''],
  ['', ' , ', 'x'],
  ['en', ' ', ';q=1'],
  ['en;q=', ' ', ',x'],
  ['text/html; charset=', ' ', ';'],
  ['text/html', '; charset', '= '],
  ['', '<meta ', 'charset'],
  ['<meta ', ' ', 'charset'],
  ['', "; script-src 'none' ", 'x'],
  ['script-src', ' ', "'non"],
  ['script-src ', "'none'", ''],
  ['', ';script-src', ''],
  ['', '<!-- -->', '<'],
  ['', '<!--', ' '],
  ['', '<!-- --', '>'],
  ['', '<title', '>'],
  ['<title>', '</', ''],
  ['<title>', ' ', ''],
  ['', '<![CDATA[', ']]>'],
  ['<urlset>', '<url><loc>/a</loc></url>', ''],
  ['<urlset><url>', '<loc>', ''],
  ['<urlset><url><loc>', '&amp;', '</loc></url>'],
  ['<url ', 'a="b" ', ''],
  ['<', 'a:', ''],
  ['<', '-', ''],
  ['', "<a href='", ''],
  ['', "'nonce-abcdefgh' ", ''],
  ['/', '/_next/data/x', ''],
  ['/', '/_next/data/x', '.json'],
  ['/a', '/', 'b'],
  ['', '/a', ''],
  ['', '/login.', ''],
  ['', '/__data.json', 'x'],
  ['?', 'add-', '='],
  ['?', '&add-a', ''],
  ['?', 'a=1&', 'b'],
  ['?', 'utm_x&', ''],
  ['', ',isr;desc', ''],
  ['bytes=', '0-1,', ''],
  ['bytes ', '0', '-9/10'],
  ['', 'sha256=', ''],
  ['t=', '1', ','],
  ['bearer', ' ', '\t'],
  ['', '{a', '}'],
];

const texts = (): [name: string, of: (length: number) => string][] => [
  ...PUMPS.map(([start, pump, end]): [string, (length: number) => string] => [
    `${JSON.stringify(start)} + ${JSON.stringify(pump)} again and again + ${JSON.stringify(end)}`,
    (length) => start + pump.repeat(Math.ceil(length / pump.length)) + end,
  ]),
  // Different words: each is a name of its own.
  ...[
    ['', ' nonce="', '0000000"'],
    ['a', '=', ', '],
    ['"', '', '" '],
    ['', '=', '&'],
    ['/', '', ''],
  ].map(([before = '', between = '', behind = '']): [string, (length: number) => string] => [
    `different words in ${JSON.stringify(before + between + behind)}`,
    (length) => {
      const parts: string[] = [];
      for (let at = 0, size = 0; size < length; size += parts.at(-1)?.length ?? 1)
        parts.push(`${before}${between && 'k'}${between}${(at++).toString(36)}${behind}`);
      return parts.join('');
    },
  ]),
  [
    'random bytes',
    (length) => {
      const random = seeded(length);
      return Array.from({ length }, () => String.fromCharCode(random() * 256)).join('');
    },
  ],
];

const sandbox = { work: (): unknown => undefined };
const context = createContext(sandbox);
const script = new Script('work()');

/** Makes each text once. */
function remembering(textOf: (length: number) => string): (length: number) => string {
  const made = new Map<number, string>();
  return (length) => {
    const text = made.get(length) ?? textOf(length);
    made.set(length, text);
    return text;
  };
}

/** Milliseconds of the processor. Those of the clock would count what other processes do, too. */
const processorTime = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Runs work that is stopped if it hangs, even within one regular expression. */
function inTime(work: () => unknown): number {
  sandbox.work = work;
  const before = process.cpuUsage();
  script.runInContext(context, { timeout: HANG_MS });
  return processorTime(before);
}

/** The smallest of several times: what else the machine does only adds. */
const best = (times: number, work: () => unknown): number =>
  Math.min(...Array.from({ length: times }, () => inTime(work)));

let inputs = 0;
let bytes = 0;

/** How much longer a text takes than one of half its length; measured again while it seems too long. */
function ratioOf(read: (text: string) => unknown, whole: string, half: string): number {
  let ratio = Infinity;
  for (let tries = 0; tries < 8 && ratio > MAX_RATIO; tries++)
    ratio = Math.min(ratio, best(2, () => read(whole)) / best(2, () => read(half)));
  return ratio;
}

/** @throws AssertionError if the time grows faster than the length */
function assertLinear(
  read: (text: string) => unknown,
  textOf: (length: number) => string,
  lengths: readonly number[],
  what: string,
): void {
  /** Of the length before: the time that a character may take. */
  let perCharacter = Infinity;
  for (const length of lengths) {
    const text = textOf(length);
    inputs += 1;
    bytes += text.length;
    let time = 0;
    try {
      time = inTime(() => read(text));
    } catch (error) {
      throw new Error(`${what}, ${length} characters: ${String(error)}`, { cause: error });
    }
    const isSuspect = time > NOISE_MS && time > 1.5 * perCharacter * length;
    perCharacter = Math.max(time, NOISE_MS) / length;
    const ratio = isSuspect ? ratioOf(read, text, textOf(length / 2)) : 0;
    assert.ok(
      ratio <= MAX_RATIO,
      `${what}: ${length} characters take ${ratio.toFixed(1)} times as long as half`,
    );
  }
}

describe('hostile input of up to 1 MB is read in linear time, by', () => {
  after(() => console.log(`${inputs} hostile inputs, ${Math.round(bytes / MB)} MB`));
  const given = texts().map(([what, textOf]) => [what, remembering(textOf)] as const);
  for (const [reader, [name, read]] of Object.entries(READERS).entries())
    it(name, () => {
      for (const [at, [what, textOf]] of given.entries()) {
        const lengths = (at + reader) % LARGE_SHARE ? LENGTHS : [...LENGTHS, MB];
        assertLinear(read, textOf, lengths, `${name} of ${what}`);
      }
    });
});
