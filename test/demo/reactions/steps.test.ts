/** The three steps that a visitor reads: each follows from what was heard. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from '../../support/load.js';

interface Step {
  tone: string;
  title: string;
  text: string;
}
const { stepsOf } = await load<{ stepsOf: (facts: object) => Step[] }>('demo/reactions/browser/steps.js');

const served = (state: string) => ({ state, age: 2.34, took: 8.2 });
const told = (facts: object): string[] =>
  stepsOf({ round: 'visit', served: null, isStored: false, outcome: null, ...facts }).map(
    ({ tone, title, text }) => `${tone} | ${title} | ${text}`,
  );

const ROCKET = { kind: 'updated', changes: [{ name: 'rocket', from: 12, to: 13 }] };

describe('the steps of a visit', () => {
  it('say nothing before anything was heard', () => {
    assert.deepEqual(told({}), Array(3).fill('waiting | Waiting | Nothing was heard yet.'));
  });

  it('of a stale page are: served, found too old, swapped in', () => {
    assert.deepEqual(told({ served: served('stale'), outcome: ROCKET }), [
      'good | Served from the store | In 8 ms, without asking the server. The page was 2.3 s old.',
      'plain | Found older than 1 s | So the server generates it anew, in the background.',
      'good | Swapped in | On the open page: rocket\u00a012\u00a0→\u00a013.',
    ]);
  });

  for (const [what, facts, last] of [
    [
      'is still generated',
      {},
      'waiting | Waiting for the server | The old counts stay until it has answered.',
    ],
    [
      'was confirmed',
      { outcome: { kind: 'unchanged' } },
      'good | Nothing to swap in | The server confirmed the page: no count has changed.',
    ],
    [
      'cannot be had',
      { outcome: { kind: 'offline' } },
      'bad | The old counts stay | The server cannot be reached.',
    ],
    [
      'fails',
      { outcome: { kind: 'failed', status: 502, isEarlier: false } },
      'bad | The old counts stay | The API fails, so the server answered 502. It is asked again at a later visit.',
    ],
    [
      'has many new counts',
      { outcome: { kind: 'updated', changes: Array(5).fill(ROCKET.changes[0]) } },
      /(rocket.12.→.13, ){2}rocket.12.→.13 and 2 more\./,
    ],
  ] as const)
    it(`end with what became of the page: it ${what}`, () => {
      const [, , third = ''] = told({ served: served('stale'), ...facts });
      if (typeof last === 'string') assert.equal(third, last);
      else assert.match(third, last);
    });

  it('do not claim that the server is asked while the next try waits', () => {
    const [, second, third] = told({
      served: served('stale'),
      outcome: { kind: 'failed', status: 502, isEarlier: true },
    });
    assert.match(second ?? '', /The last try has just failed: the next one waits/);
    assert.match(third ?? '', /^bad \| The old counts stay/);
  });

  it('of a fresh page say that nobody asked the server', () => {
    const [first, second, third] = told({ served: served('fresh'), isStored: true });
    assert.match(first ?? '', /^good \| Served from the store/);
    assert.match(second ?? '', /So nobody has to ask the server/);
    assert.match(third ?? '', /^plain \| Nothing to swap in/);
  });

  it('of a first visit say that the page is stored once it is', () => {
    const facts = { served: { ...served('none'), age: 0 } };
    assert.match(
      told(facts)[0] ?? '',
      /^plain \| Rendered by the server \| It took 8 ms\. No worker was here yet/,
    );
    assert.match(told(facts)[1] ?? '', /^waiting \| Being stored/);
    assert.match(told({ ...facts, isStored: true })[1] ?? '', /^good \| Stored in this browser/);
  });

  it('of a reaction begin with its webhook', () => {
    const steps = told({ round: 'webhook', served: served('fresh'), outcome: ROCKET });
    assert.match(steps[0] ?? '', /A webhook arrived/);
    assert.match(steps[1] ?? '', /The page is out of date/);
    assert.match(steps[2] ?? '', /Swapped in/);
  });

  it('have a word for each state of a page', () => {
    for (const state of [
      'fresh',
      'stale',
      'history',
      'offline',
      'stale-if-error',
      'revalidated',
      'miss',
      'none',
    ])
      for (const step of told({ served: served(state), isStored: true }))
        assert.match(step, /^\w+ \| [A-Z][^|]+ \| [A-Z][^|]+\.$/, state);
  });
});
