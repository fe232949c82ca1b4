import { expect } from 'chai';
import { tagsOf } from '../../../src/core/cache/tags.js';
import { headers } from '../helpers.js';

describe('rule 4: tags', () => {
  const table: [cacheTag: string | undefined, cacheGroups: string | undefined, tags: string[]][] = [
    [undefined, undefined, []],
    ['', '', []],
    ['a', undefined, ['a']],
    [' a , b,,c ,', undefined, ['a', 'b', 'c']],
    ['a,a, a', undefined, ['a']],
    ['A,a', undefined, ['A', 'a']],
    ['two words, x:1', undefined, ['two words', 'x:1']],
    [undefined, '"a", "b"', ['a', 'b']],
    [undefined, '"a, b"', ['a, b']],
    [undefined, '"a\\"b", "c\\\\"', ['a"b', 'c\\']],
    [undefined, '"a";x="not a group", "b"', ['a', 'b']],
    [undefined, '"a", ""', ['a']],
    [undefined, '"a", 1, ?1, ("b")', ['a']],
    [undefined, '"a", "b', []],
    [undefined, '"a",', []],
    ['a', '"a", "b"', ['a', 'b']],
    ['"a"', '"a"', ['"a"', 'a']],
  ];
  for (const [cacheTag, cacheGroups, tags] of table) {
    it(`rule 4: Cache-Tag "${cacheTag ?? ''}" and Cache-Groups '${cacheGroups ?? ''}' give ${tags.length} tags`, () => {
      expect(tagsOf([], headers({ 'Cache-Tag': cacheTag, 'Cache-Groups': cacheGroups }))).to.deep.equal(tags);
    });
  }

  for (const [value = '', groups, tags] of table.filter(([value, groups]) => value && !groups))
    it(`rule 4: ISR-Tags "${value}" gives what Cache-Tag does`, () => {
      expect(tagsOf([], headers({ 'ISR-Tags': value, 'Cache-Groups': groups }))).to.deep.equal(tags);
    });

  it('rule 4: ISR-Tags, Cache-Tag and Cache-Groups count together, each tag once', () => {
    const all = { 'ISR-Tags': 'a, b', 'Cache-Tag': 'b,c', 'Cache-Groups': '"c", "d"' };
    expect(tagsOf(['r'], headers(all))).to.deep.equal(['r', 'a', 'b', 'c', 'd']);
  });

  for (const name of ['Cache-Tag', 'ISR-Tags'])
    it(`rule 4: ${name} is UTF-8, where it can be`, () => {
      const tagged = (value: string): string[] => tagsOf([], headers({ [name]: value }));
      const utf8 = String.fromCharCode(...new TextEncoder().encode('größe, 尺码'));
      expect(tagged(utf8)).to.deep.equal(['größe', '尺码']);
      // As a server that knows Latin-1 alone sends it, or a browser that has decoded it.
      expect(tagged('größe')).to.deep.equal(['größe']);
      expect(tagged('100%, %C3%B6')).to.deep.equal(['100%', '%C3%B6']);
    });

  it("rule 4: the route's tags come first, and each tag counts once", () => {
    expect(tagsOf(['r', 'a', 'r', ''], headers({ 'Cache-Tag': 'a,b' }))).to.deep.equal(['r', 'a', 'b']);
  });

  it('rule 4: several fields are one list', () => {
    const fields = headers();
    for (const tag of ['a', 'b']) {
      fields.append('ISR-Tags', `isr-${tag}`);
      fields.append('Cache-Tag', tag);
      fields.append('Cache-Groups', `"group-${tag}"`);
    }
    expect(tagsOf([], fields)).to.deep.equal(['isr-a', 'isr-b', 'a', 'b', 'group-a', 'group-b']);
  });
});
