/** What a page needs in order to look and work as it should, apart from its text. */
const RESOURCES = 'script,link[rel~=stylesheet],head style';
/** Data for search engines and the browser, which no script of the page reads. */
const DATA = /^(?:application\/ld\+json|speculationrules)$/;

/** The part of a page to be swapped: as it is, and as it will be. */
export type Pair = readonly [now: Element, next: Element];

/** Identifies a resource. The nonce of a policy is another one each time. */
function signatureOf(element: Element): string {
  const { src, href, type } = element as Partial<HTMLScriptElement & HTMLLinkElement>;
  return [element.localName, type, src ?? '', href ?? '', element.textContent].join('\n');
}

/** A parser without scripting takes what is in `noscript` for elements. */
const resourcesOf = (page: Document): Element[] =>
  [...page.querySelectorAll(RESOURCES)].filter(
    (element) => !element.closest('noscript') && !DATA.test((element as HTMLScriptElement).type),
  );

/**
 * Pairs the parts that a selector names.
 * @returns nothing if only a reload can show the next page: it needs a script or a style that this page lacks, brings
 * declarative shadow roots, or has other parts.
 */
export function pairsOf(page: Document, next: Document, selector: string): Pair[] | undefined {
  const here = new Set(resourcesOf(page).map(signatureOf));
  if (!resourcesOf(next).every((element) => here.has(signatureOf(element)))) return undefined;
  const parts = [...page.querySelectorAll(selector)];
  const nextParts = [...next.querySelectorAll(selector)];
  const pairs = parts.flatMap((part, at): Pair[] => {
    const nextPart = nextParts[at];
    return nextPart?.localName === part.localName ? [[part, nextPart]] : [];
  });
  const isWhole = pairs.length > 0 && pairs.length === parts.length && pairs.length === nextParts.length;
  const hasShadow = nextParts.some((part) => part.querySelector('template[shadowrootmode]'));
  return isWhole && !hasShadow ? pairs : undefined;
}
