/** Parts of an answer, from what is stored of it. */
import { FRESH, type Answer, type Case } from './case.js';

const DIGITS = '0123456789';
const range = (bytes: string): RequestInit => ({ headers: { Range: `bytes=${bytes}` } });
const part = (first: number, last: number): Answer => ({
  status: 206,
  headers: { ...FRESH, ETag: '"a"', 'Content-Range': `bytes ${first}-${last}/10` },
  body: DIGITS.slice(first, last + 1),
});
/** RFC 9110 §14, RFC 9111 §3.3 and §3.4. */
const WITHIN: readonly [bytes: string, body: string][] = [
  ['2-4', '234'],
  ['7-', '789'],
  ['-2', '89'],
];
export const ranges: Case[] = [
  ...WITHIN.map(([bytes, body]) => ({
    name: `bytes=${bytes} of what is stored whole`,
    steps: [
      { answer: { headers: { ...FRESH, ETag: '"a"' }, body: DIGITS }, by: 'server' as const },
      { ask: range(bytes), by: 'store' as const, status: 206, body },
    ],
  })),
  ...[...WITHIN.slice(0, 1), ['1-4', '1234'] as const].map(([bytes, body]) => ({
    name: `bytes=${bytes} of a part that is stored`,
    steps: [
      { ask: range('1-5'), answer: part(1, 5), by: 'server' as const },
      { ask: range(bytes), by: 'store' as const, status: 206, body },
    ],
  })),
  {
    name: 'bytes that are not stored',
    steps: [
      { ask: range('0-4'), answer: part(0, 4), by: 'server' },
      { ask: range('5-9'), answer: part(5, 9), by: 'server' },
    ],
  },
  {
    name: 'the whole, of which the first part is stored',
    steps: [
      { ask: range('0-4'), answer: part(0, 4), by: 'server' },
      {
        answer: part(5, 9),
        by: 'server',
        status: 200,
        body: DIGITS,
        sent: { range: 'bytes=5-', 'if-range': '"a"' },
      },
    ],
  },
];
