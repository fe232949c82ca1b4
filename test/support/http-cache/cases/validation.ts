/** Answers without a body: to the cache, or to a script that has a copy of its own. */
import { control, FRESH, OLD, type Case, type Fields, type Step } from './case.js';

/** RFC 9111 §4.3.4: a 304 renews what is stored. */
const VALIDATORS: readonly [name: string, validator: Fields, condition: string][] = [
  ['an entity tag', { ETag: '"a"' }, 'if-none-match'],
  ['a weak entity tag', { ETag: 'W/"a"' }, 'if-none-match'],
  ['an entity tag without quotes', { ETag: 'a' }, 'if-none-match'],
  ['a date', OLD, 'if-modified-since'],
];
export const confirmations = VALIDATORS.map(([name, validator, condition]): Case => {
  const [value = ''] = Object.values(validator);
  return {
    name: `by ${name}`,
    steps: [
      {
        answer: { headers: { ...control('max-age=0'), ...validator, 'X-Seen': '1', 'Content-Seen': '1' } },
        by: 'server',
      },
      {
        answer: {
          headers: { ...FRESH, ...validator, 'X-Seen': '2', 'Content-Seen': '2' },
          confirms: true,
        },
        by: 'confirmed',
        sent: { [condition]: value },
        got: { 'x-seen': '2', 'content-seen': '2' },
      },
      { by: 'store', got: { 'x-seen': '2', 'content-seen': '2' } },
    ],
  };
});

/** RFC 9110 §13: the script has a copy of its own. */
const CONDITIONS: readonly [name: string, value: string][] = [
  ['If-None-Match', '"a"'],
  ['If-Modified-Since', OLD['Last-Modified']],
];
export const conditions = CONDITIONS.flatMap(([name, value]): Case[] => {
  const answer = { headers: { ...FRESH, ...OLD, ETag: '"a"' }, confirms: true };
  const asked: Step = { ask: { headers: { [name]: value } }, answer, status: 304, body: '' };
  return [
    {
      name: `${name}: nothing is stored`,
      steps: [{ ...asked, by: 'server', sent: { [name.toLowerCase()]: value } }],
    },
    { name: `${name}: what is stored is fresh`, steps: [{ answer, by: 'server' }, asked] },
  ];
});
