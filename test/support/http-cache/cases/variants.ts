/** Answers that differ by the headers of the request. */
import { FRESH, type Case, type Fields } from './case.js';

/** RFC 9111 §4.1: `Vary`, the headers of two requests, and who answers the second. */
const VARIANTS: readonly [vary: string, one: Fields, other: Fields, by: 'server' | 'store'][] = [
  ['X-One', { 'X-One': 'a' }, { 'X-One': 'a' }, 'store'],
  ['X-One', { 'X-One': 'a' }, { 'X-One': 'b' }, 'server'],
  ['X-One', { 'X-One': 'a' }, {}, 'server'],
  ['X-One', {}, { 'X-One': 'a' }, 'server'],
  ['X-One', {}, {}, 'store'],
  ['X-One', { 'X-One': 'a', 'X-Else': 'a' }, { 'X-One': 'a', 'X-Else': 'b' }, 'store'],
  ['X-One, X-Two', { 'X-One': 'a', 'X-Two': 'b' }, { 'X-Two': 'b', 'X-One': 'a' }, 'store'],
  ['X-One, X-Two', { 'X-One': 'a', 'X-Two': 'b' }, { 'X-One': 'b', 'X-Two': 'a' }, 'server'],
  ['X-One, X-Two', { 'X-One': 'a', 'X-Two': 'b' }, { 'X-One': 'a' }, 'server'],
  ['X-One, X-Two', { 'X-One': 'a' }, { 'X-One': 'a' }, 'store'],
  ['*', {}, {}, 'server'],
];
export const variants: Case[] = [
  ...VARIANTS.map(([vary, one, other, by]) => ({
    name: `${vary}: ${JSON.stringify(one)}, then ${JSON.stringify(other)}`,
    steps: [
      { ask: { headers: one }, answer: { headers: { ...FRESH, Vary: vary } }, by: 'server' as const },
      { ask: { headers: other }, answer: { headers: { ...FRESH, Vary: vary } }, by },
    ],
  })),
  {
    name: 'X-One: two variants are kept',
    steps: [
      ...['a', 'b'].map((value) => ({
        ask: { headers: { 'X-One': value } },
        answer: { headers: { ...FRESH, Vary: 'X-One' } },
        by: 'server' as const,
      })),
      { ask: { headers: { 'X-One': 'a' } }, by: 'store' },
      { ask: { headers: { 'X-One': 'b' } }, by: 'store', body: '2' },
    ],
  },
];
