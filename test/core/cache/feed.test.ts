import { expect } from 'chai';
import fc from 'fast-check';
import { isOffset, readBatch } from '../../../src/core/cache/feed.js';

describe('rule 31: what is a feed', () => {
  const NO_FEEDS: [what: string, events: unknown][] = [
    ['an object', { at: 1, tags: ['a'] }],
    ['null', null],
    ['text', '[]'],
    ['an event that is null', [null]],
    ['an event without a time', [{ tags: ['a'] }]],
    ['a time that is text', [{ at: '1', tags: ['a'] }]],
    ['tags that are text', [{ at: 1, tags: 'a' }]],
    ['a tag that is a number', [{ at: 1, tags: [1] }]],
    ['an empty tag', [{ at: 1, tags: [''] }]],
    ['a path without a slash', [{ at: 1, paths: ['a'] }]],
    ['a path of another site', [{ at: 1, paths: ['//evil.test/'] }]],
    ['a path that browsers take for another site', [{ at: 1, paths: ['/\\evil.test/'] }]],
    ['a path that browsers can’t read', [{ at: 1, paths: ['/\t/'] }]],
    ['an address', [{ at: 1, paths: ['https://shop.test/'] }]],
    ['an unknown mode', [{ at: 1, tags: ['a'], mode: 'medium' }]],
    ['an empty deployment', [{ at: 1, deployment: '' }]],
    ['a deployment with a line break', [{ at: 1, deployment: 'a\nb' }]],
    ['a deployment that is a number', [{ at: 1, deployment: 7 }]],
    ['"disabled" that is text', [{ at: 1, disabled: 'true' }]],
    [
      'one bad event among good ones',
      [
        { at: 1, tags: ['a'] },
        { at: 2, mode: 1 },
      ],
    ],
  ];
  for (const [what, events] of NO_FEEDS)
    it(`rule 31: not ${what}`, () => {
      expect(readBatch(events)).to.equal(undefined);
    });

  it('rule 31: an event of a later version, which comes to nothing', () => {
    expect(readBatch([{ at: 5, colour: 'red' }])).to.deep.equal({ invalidations: [], at: 5000 });
  });

  it('rule 31: its events come to one invalidation for each mode, and the last deployment', () => {
    const events = [
      { at: 1, tags: ['a'], paths: ['/'], mode: 'soft' },
      { at: 3, deployment: 'one' },
      { at: 2, paths: ['/b/*'], mode: 'hard' },
      { at: 2, tags: ['c'] },
      { at: 2, deployment: 'two', disabled: true },
    ];
    expect(readBatch(events)).to.deep.equal({
      invalidations: [
        { tags: ['a', 'c'], paths: ['/'], mode: 'soft' },
        { tags: [], paths: ['/b/*'], mode: 'hard' },
      ],
      at: 3000,
      deployment: { id: 'two', since: 2000 },
      disabled: true,
    });
  });

  it('never throws, and loses no tag', () => {
    const event = fc.record({ at: fc.nat(), tags: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const tags = readBatch(events)?.invalidations.flatMap((one) => one.tags);
        expect(tags).to.deep.equal(events.flatMap((one) => one.tags));
      }),
    );
    fc.assert(fc.property(fc.anything(), (anything) => void readBatch(anything)));
  });
});

describe('rule 31: an offset', () => {
  for (const [text, is] of [
    ['0001790000000000-a1b2_0000000000000042', true],
    ['1_000001', true],
    ['', false],
    ['-1', false],
    ['a b', false],
    ['a\nb', false],
    ['x'.repeat(201), false],
    [null, false],
    [42, false],
  ] as const)
    it(`rule 31: ${JSON.stringify(text)} ${is ? 'is one' : 'is none'}`, () => {
      expect(isOffset(text)).to.equal(is);
    });
});
