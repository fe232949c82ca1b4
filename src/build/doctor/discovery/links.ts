/** The links of a page. */
import { attributeOf, tagsIn } from '../tags-in-html.js';

/** Files that are not pages. */
const FILE = /\.(?!html?$|php$|aspx?$|jsp$)[a-z\d]{1,5}$/i;

/** Paths that may change something or log the visitor out. They are requested only if given with `--path`. */
const ACTING =
  /(?:log|sign)[-_]?(?:out|off)|unsubscribe|(?:^|[/_-])(?:delete|remove|destroy|add[-_]to|buy|confirm|verify|activate|reset)(?:$|[/_-])/i;

/** Whether a link is safe to follow: it leads to a page without a query, and not to an action. */
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

/** Unique paths of this site, in the order of the page. */
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
