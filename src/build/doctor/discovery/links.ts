/** The pages that a page links to. */
import { attributeOf, tagsIn } from '../tags-in-html.js';

/** Names of files that are no pages. */
const FILE = /\.(?!html?$|php$|aspx?$|jsp$)[a-z\d]{1,5}$/i;

/** What may change something, or log the visitor out: it is not asked for unless it is named. */
const ACTING =
  /(?:log|sign)[-_]?(?:out|off)|unsubscribe|(?:^|[/_-])(?:delete|remove|destroy|add[-_]to|buy|confirm|verify|activate|reset)(?:$|[/_-])/i;

/** Whether a link may be followed by a program: not to another site, nor to a file, nor to what may act. */
function isHarmless(url: URL, tag: string): boolean {
  const rel = attributeOf(tag, 'rel') ?? '';
  return (
    url.search === '' &&
    !FILE.test(url.pathname) &&
    !ACTING.test(url.pathname) &&
    !/\bnofollow\b/i.test(rel) &&
    attributeOf(tag, 'download') === undefined &&
    !/\sdata-(?:turbo-)?method=/i.test(tag)
  );
}

/** Paths of this site, in the order of the page; no path twice. */
export function linksOf(html: string, page: URL): string[] {
  const text = html.replace(/<!--[^]*?(?:-->|$)/g, '');
  const paths = tagsIn(text, 'a').flatMap((tag) => {
    const href = attributeOf(tag, 'href') ?? '';
    if (!href || !URL.canParse(href, page.href)) return [];
    const url = new URL(href, page);
    return url.origin === page.origin && isHarmless(url, tag) ? [url.pathname] : [];
  });
  return [...new Set(paths)];
}
