import { expect } from 'chai';
import { charsetOf, titleOf } from '../../../src/core/http/html.js';

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

describe('rule 13: the encoding that a title is read in', () => {
  const table: [type: string | null, start: string, label: string | undefined][] = [
    [null, '', undefined],
    ['text/html', '<title>Shop</title>', undefined],
    ['text/html; charset=iso-8859-1', '', 'iso-8859-1'],
    ['text/html;charset="Shift_JIS"', '<meta charset=utf-8>', 'Shift_JIS'],
    ["text/html; x=y; CHARSET = 'big5'; z", '', 'big5'],
    ['text/html', '<!doctype html><meta charset=windows-1252>', 'windows-1252'],
    ['text/html', '<META\n name=x charset=gbk/>', 'gbk'],
    ['text/html', "<meta http-equiv=content-type content='text/html; charset=euc-kr'>", 'euc-kr'],
    ['text/html', '<meta name=description content="x"><script charset=gbk></script>', undefined],
    ['text/html', 'charset=gbk', undefined],
    ['text/html', '<meta charset=>', undefined],
  ];
  for (const [type, start, label] of table)
    it(`rule 13: ${JSON.stringify([type, start])} is in ${label ?? 'none that is named'}`, () => {
      expect(charsetOf(type, start)).to.equal(label);
    });
});
