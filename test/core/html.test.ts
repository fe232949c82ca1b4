import { expect } from 'chai';
import { titleOf } from '../../src/core/html.js';

describe("rule 13: the title in the offline page's list", () => {
  const table: [html: string, title: string][] = [
    ['', ''],
    ['<p>no title</p>', ''],
    ['<title></title>', ''],
    ['<title>Shop</title>', 'Shop'],
    ['<!doctype html><html><head><meta charset=utf-8><TITLE\n lang="en">Shop</TITLE>', 'Shop'],
    ['<title>\n  One\r\n\t two   three \n</title>', 'One two three'],
    ['<title>First</title><svg><title>Second</title></svg>', 'First'],
    ['<title-bar>x</title-bar><title>Shop</title>', 'Shop'],
    ['<titles>x</titles>', ''],
    ['<title>1 < 2 <b>bold</b></title>', '1 < 2 <b>bold</b>'],
    ['<title>never closed', 'never closed'],
    ['<title', ''],
    ['<title>Café – 茶 \u{1F375}</title>', 'Café – 茶 \u{1F375}'],
    ['<title>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;</title>', 'a & b <c> "d" \'e\''],
    ['<title>Tea &ndash; Shop &mdash; all&hellip;</title>', 'Tea – Shop — all…'],
    ['<title>a&nbsp;b</title>', 'a b'],
    ['<title>&#233;&#xE9;&#XE9;&#x1F375;</title>', 'ééé\u{1F375}'],
    ['<title>&amp;lt;</title>', '&lt;'],
    ['<title>&unheard; & &; &amp &#; &#x; &#xZZ;</title>', '&unheard; & &; &amp &#; &#x; &#xZZ;'],
    [
      '<title>&#1114111; &#1114112; &#x110000; &#99999999999999999999;</title>',
      '\u{10FFFF} &#1114112; &#x110000; &#99999999999999999999;',
    ],
    ['<title>&constructor;&toString;&__proto__;</title>', '&constructor;&toString;&__proto__;'],
    ['<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>', '<script>alert(1)</script>'],
  ];
  for (const [html, title] of table) {
    it(`rule 13: ${JSON.stringify(html)} is called ${JSON.stringify(title)}`, () => {
      expect(titleOf(html)).to.equal(title);
    });
  }

  it('rule 13: a title without end is cut, and takes no time', () => {
    expect(titleOf(`<title>${'x'.repeat(1e6)}`).length).to.equal(300);
    expect(titleOf('<title '.repeat(1e4))).to.equal('');
    expect(titleOf('<title>'.repeat(1e5)).length).to.be.at.most(300);
  });
});
