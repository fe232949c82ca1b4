import { expect } from 'chai';
import { parseDate, parseSitemap, type Sitemap } from '../../../src/core/http/sitemap.js';

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const urlset = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${NAMESPACE}>${inner}</urlset>`;
const locs = (xml: string): string[] => parseSitemap(xml).pages.map(({ loc }) => loc);

describe('sitemaps: which pages they name', () => {
  const table: [what: string, xml: string, locs: string[]][] = [
    ['nothing', '', []],
    ['no XML at all', '<!doctype html><html><body>Not here</body></html>', []],
    ['an empty set', urlset(''), []],
    ['a set that closes itself', `<urlset ${NAMESPACE}/>`, []],
    ['pages in order', urlset('<url><loc>/a</loc></url><url><loc>/b</loc></url>'), ['/a', '/b']],
    ['white space around', urlset('\n <url>\n\t<loc>\r\n  /a \n</loc>\n</url>\n'), ['/a']],
    ['a byte order mark', `\ufeff${urlset('<url><loc>/a</loc></url>')}`, ['/a']],
    ['no declaration', `<urlset><url><loc>/a</loc></url></urlset>`, ['/a']],
    ['a prefix', '<s:urlset xmlns:s="x"><s:url><s:loc>/a</s:loc></s:url></s:urlset>', ['/a']],
    ['attributes', urlset('<url id="1>2" x=\'/>\'><loc a="b">/a</loc></url>'), ['/a']],
    ['named entities', urlset('<url><loc>/?a=1&amp;b=&lt;&gt;&quot;&apos;</loc></url>'), ['/?a=1&b=<>"\'']],
    ['numeric entities', urlset('<url><loc>/&#97;&#x62;&#X63;</loc></url>'), ['/abc']],
    ['an unknown entity', urlset('<url><loc>/&unknown;</loc></url>'), ['/&unknown;']],
    ['CDATA', urlset('<url><loc><![CDATA[/?a=1&b=2&amp;]]></loc></url>'), ['/?a=1&b=2&amp;']],
    ['CDATA beside text', urlset('<url><loc>/a<![CDATA[<b>]]>c</loc></url>'), ['/a<b>c']],
    ['comments', urlset('<!-- <url><loc>/no</loc></url> --><url><loc>/<!-- a -->b</loc></url>'), ['/b']],
    ['instructions', urlset('<?xml-stylesheet href="a.xsl"?><url><loc>/a</loc></url>'), ['/a']],
    ['a page without a loc', urlset('<url><lastmod>2026</lastmod></url><url><loc>/b</loc></url>'), ['/b']],
    ['an empty loc', urlset('<url><loc/></url><url><loc></loc></url><url><loc> </loc></url>'), []],
    ['the first of two locs', urlset('<url><loc>/a</loc><loc>/b</loc></url>'), ['/a']],
    [
      'images, videos and translations have locs of their own',
      urlset(
        '<url><image:image><image:loc>/i.png</image:loc></image:image><xhtml:link rel="alternate" href="/de"/>' +
          '<video:video><video:content_loc>/v</video:content_loc></video:video><loc>/a</loc></url>',
      ),
      ['/a'],
    ],
    ['an extension without a prefix', urlset('<url><image><loc>/i</loc></image><loc>/a</loc></url>'), ['/a']],
    ['a loc outside of a url', urlset('<loc>/no</loc><url><loc>/a</loc></url>'), ['/a']],
    ['an end that is missing', '<urlset><url><loc>/a</loc></url><url><loc>/b', ['/a', '/b']],
    ['a url that is not closed', urlset('<url><loc>/a</loc><url><loc>/b</loc></url>'), ['/a', '/b']],
    ['a tag that is not closed', urlset('<url><loc>/a<lastmod></url><url><loc>/b</loc></url>'), ['/a', '/b']],
    ['a comment that never ends', urlset('<url><loc>/a</loc></url><!-- <url><loc>/no</loc></url>'), ['/a']],
    ['CDATA that never ends', '<urlset><url><loc><![CDATA[/a', ['/a']],
    ['a stray bracket', urlset('<url><loc>/a</loc></url> < <url><loc>/b</loc></url>'), ['/a', '/b']],
    ['a stray quote', urlset('<url x="><loc>/no</loc></url><url><loc>/b</loc></url>'), ['/b']],
  ];
  for (const [what, xml, expected] of table) it(what, () => expect(locs(xml)).to.deep.equal(expected));

  it('an index names sitemaps, and no pages', () => {
    const index = `<sitemapindex ${NAMESPACE}><sitemap><loc>/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
      <sitemap><loc>/2.xml.gz?a&amp;b</loc></sitemap></sitemapindex>`;
    expect(parseSitemap(index)).to.deep.equal({ pages: [], sitemaps: ['/1.xml', '/2.xml.gz?a&b'] });
  });

  it('reads 50,000 pages, the most that one may name, in a moment', () => {
    const many = Array.from(
      { length: 50_000 },
      (_, at) => `<url><loc>https://x.y/products/${at}</loc><lastmod>2026-01-01</lastmod></url>`,
    );
    const start = performance.now();
    expect(locs(urlset(many.join('\n')))).to.have.length(50_000);
    expect(performance.now() - start).to.be.below(5000);
  });

  for (const what of ['<', '<a', '<a b="', '<!--', '<![CDATA[', '<url><loc>', 'a', '"', '&'])
    it(`gets through 100,000 times ${what} in a moment`, () => {
      const start = performance.now();
      parseSitemap(`<urlset>${what.repeat(100_000)}`);
      parseSitemap(`<urlset><url ${what.repeat(100_000)}`);
      expect(performance.now() - start).to.be.below(5000);
    });
});

describe('sitemaps: priorities', () => {
  const table: [given: string, priority: number][] = [
    ['1.0', 1],
    ['1', 1],
    ['0', 0],
    ['0.0', 0],
    [' 0.8\n', 0.8],
    ['.3', 0.3],
    ['', 0.5],
    ['high', 0.5],
    ['-1', 0.5],
    ['1.5', 1],
    ['10', 0.5],
    ['1e3', 0.5],
  ];
  for (const [given, priority] of table)
    it(`"${given}" is ${priority}`, () => {
      const { pages }: Sitemap = parseSitemap(
        urlset(`<url><priority>${given}</priority><loc>/a</loc></url>`),
      );
      expect(pages[0]?.priority).to.equal(priority);
    });
  it('none is 0.5', () => {
    expect(parseSitemap(urlset('<url><loc>/a</loc></url>')).pages[0]?.priority).to.equal(0.5);
  });
});

describe('sitemaps: dates', () => {
  const at = (iso: string): number => Date.parse(iso);
  const table: [given: string, from: string, to?: string][] = [
    ['2026', '2026-01-01T00:00:00Z', '2026-12-31T23:59:59.999Z'],
    ['2026-02', '2026-02-01T00:00:00Z', '2026-02-28T23:59:59.999Z'],
    ['2026-12', '2026-12-01T00:00:00Z', '2026-12-31T23:59:59.999Z'],
    ['2026-11-30', '2026-11-30T00:00:00Z', '2026-11-30T23:59:59.999Z'],
    ['2026-11-23T10:20Z', '2026-11-23T10:20:00Z'],
    ['2026-11-23T10:20:30Z', '2026-11-23T10:20:30Z'],
    ['2026-11-23T10:20:30.45Z', '2026-11-23T10:20:30.450Z'],
    ['2026-11-23T10:20:30+02:00', '2026-11-23T08:20:30Z'],
    ['2026-11-23T10:20:30-05:30', '2026-11-23T15:50:30Z'],
    ['2026-11-23T10:20:30+0100', '2026-11-23T09:20:30Z'],
    ['2026-11-23t10:20:30z', '2026-11-23T10:20:30Z'],
    ['2026-11-23T10:20:30', '2026-11-23T10:20:30Z'],
  ];
  for (const [given, from, to = from] of table)
    it(`${given} is from ${from} to ${to}`, () => {
      expect(parseDate(given)).to.deep.equal([at(from), at(to)]);
    });
  for (const given of [
    '',
    'yesterday',
    '23/11/2026',
    '2026-13',
    '2026-02-30',
    '2026-1-1',
    '2026-11-23T25:00Z',
  ])
    it(`"${given}" is none`, () => expect(parseDate(given)).to.equal(undefined));

  it('are read beside the page, wherever they stand in it', () => {
    const { pages } = parseSitemap(
      urlset('<url><lastmod> 2026-11-23 </lastmod><loc>/a</loc></url><url><loc>/b</loc></url>'),
    );
    expect(pages.map(({ changed }) => changed)).to.deep.equal([parseDate('2026-11-23'), undefined]);
  });
});
