import { expect } from 'chai';
import {
  EVERYTHING,
  invalidatedBy,
  marksOn,
  pathMark,
  prefixMark,
  tagMark,
  type Mark,
  isGeneratedBefore,
} from '../../../src/core/cache/invalidation.js';

const names = (path: string, tags: string[] = []): string[] =>
  marksOn({ url: `https://shop.test${path}`, tags });

describe('rule 4: the names under which a page is out of date', () => {
  for (const [path, expected] of [
    ['/', ['/', '/*']],
    ['/a', ['/a', '/*', '/a/*']],
    ['/a/', ['/a/', '/*', '/a/*']],
    ['/a/b', ['/a/b', '/*', '/a/*', '/a/b/*']],
    ['/a/b/c.html', ['/a/b/c.html', '/*', '/a/*', '/a/b/*', '/a/b/c.html/*']],
    ['/a?x=1&y=2', ['/a', '/*', '/a/*', '/a?x=1&y=2']],
    ['/caf%C3%A9', ['/caf%C3%A9', '/*', '/caf%C3%A9/*']],
  ] as const)
    it(`rule 4: of ${path} are ${expected.join(' ')}`, () => {
      expect(names(path)).to.have.members(expected);
    });

  it('rule 4: include its tags, which are never taken for paths', () => {
    expect(names('/a', ['product:1', '/b'])).to.include.members([tagMark('product:1'), tagMark('/b')]);
    expect(names('/a', ['/b'])).to.not.include('/b');
  });

  it('rule 31: below a path is the path itself and what follows a slash, not what merely begins alike', () => {
    for (const [path, below] of [
      ['/products', true],
      ['/products/', true],
      ['/products/1', true],
      ['/products/1/reviews?page=2', true],
      ['/products-archive', false],
      ['/product', false],
      ['/a/products/1', false],
    ] as const)
      for (const prefix of ['/products', '/products/', '/products//'])
        expect(names(path).includes(prefixMark(prefix)), `${path} below ${prefix}`).to.equal(below);
    expect(prefixMark('/')).to.equal(EVERYTHING);
  });
});

describe('rule 5: a path however it is encoded', () => {
  it('has the same names', () => {
    for (const path of ['/%d0%bf/%7Eann', '/%D0%BF/~ann', '/п/~%61nn'])
      expect(names(`${path}?q=%7e`)).to.have.members([
        '/%D0%BF/~ann',
        '/*',
        '/%D0%BF/*',
        '/%D0%BF/~ann/*',
        '/%D0%BF/~ann?q=~',
      ]);
  });

  it('is marked by the same name, with what is below it too', () => {
    expect(pathMark('/%d0%bf')).to.equal(pathMark('/%D0%BF'));
    expect(pathMark('/a%2fb?q=%7e')).to.equal('/a%2Fb?q=~');
    expect(prefixMark('/%d0%bf/')).to.equal('/%D0%BF/*');
  });
});

describe('rule 31: what marks make of a page', () => {
  const soft = (number: number): Mark => ({ soft: number, hard: 0 });
  const hard = (number: number): Mark => ({ soft: 0, hard: number });
  for (const [what, marks, fence, expected] of [
    ['no mark', [], 0, undefined],
    ['no mark under its names', [undefined, undefined], 0, undefined],
    ['a mark before it was asked for', [soft(3)], 3, undefined],
    ['a mark after it was asked for', [soft(4)], 3, 'soft'],
    ['a hard mark after it was asked for', [hard(4)], 3, 'hard'],
    ['a hard mark before and a soft one after', [{ soft: 5, hard: 2 }], 3, 'soft'],
    ['a soft mark and a hard one under another name', [soft(5), undefined, hard(4)], 3, 'hard'],
    ['a page from before there were marks', [soft(1)], undefined as unknown as number, 'soft'],
    ['a page from before there were marks, and none', [{ soft: 0, hard: 0 }], NaN, undefined],
  ] as [string, (Mark | undefined)[], number, string | undefined][])
    it(`rule 31: ${what}: ${expected ?? 'nothing'}`, () => {
      expect(invalidatedBy(marks, fence)).to.equal(expected);
    });
});

describe('rule 4: an answer that was generated before a mark, and asked for after it', () => {
  const AT = 1_790_000_000_000;
  for (const [what, markedAt, requestedAt, age, expected] of [
    ['its Age reaches back beyond the mark', AT, AT + 5000, 6, true],
    ['its Age reaches back to the mark', AT, AT + 5000, 5, false],
    ['its Age does not reach back to the mark', AT, AT + 5000, 4, false],
    ['the mark was made in the moment of the request', AT, AT, 1, true],
    ['it has no Age', AT, AT + 5000, 0, false],
    ['there is no mark', 0, AT, 9999, false],
    ['the mark was made while it was under way: its fence tells', AT, AT - 1, 60, false],
    ['the clock was set back since the mark', AT, AT - 86_400_000, 60, false],
  ] as [string, number, number, number, boolean][])
    it(`rule 4: ${expected ? 'is known' : 'is not assumed'} where ${what}`, () => {
      expect(isGeneratedBefore(markedAt, requestedAt, age)).to.equal(expected);
    });
});
