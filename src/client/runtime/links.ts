import { pathOf, type Page } from './page.js';

/** A pointer that only passes over a link has left it after this time. */
const REST_MS = 65;

/** Links that open a page in this tab. */
export const LINKS = 'a[href]:not([download],[target]:not([target=_self]))';

/** Whether the link leads to another page of this site, not to a fragment of this page. */
export const isPageLink = ({ location }: Page, link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && !(link.hash && pathOf(link) === pathOf(location));

/** The page link at which an event occurred, also inside a web component. */
export function linkOf(page: Page, event: Event): HTMLAnchorElement | undefined {
  const nodes = event.composedPath() as Partial<HTMLAnchorElement>[];
  const link = nodes.find((node) => node.matches?.(LINKS)) as HTMLAnchorElement | undefined;
  return link && isPageLink(page, link) ? link : undefined;
}

/**
 * Calls back for each page link on which a pointer or the focus rests.
 * @param signal stops it
 */
export function onLinkRested(
  page: Page,
  rested: (link: HTMLAnchorElement) => unknown,
  signal?: AbortSignal,
): void {
  let last: HTMLAnchorElement | undefined;
  const enter = (event: Event): void => {
    const link = linkOf(page, event);
    if (link && link !== last) page.setTimeout(() => link === last && rested(link), REST_MS);
    last = link;
  };
  for (const type of ['pointerover', 'focusin'])
    page.document.addEventListener(type, enter, { capture: true, passive: true, signal });
}
