import { pathOf, type Page } from './page.js';

/** Milliseconds for which a pointer rests on a link that is meant: one on its way elsewhere has left it by then. */
const REST_MS = 65;

/** Links that show a page in this tab. */
export const LINKS = 'a[href]:not([download],[target]:not([target=_self]))';

/** Whether the link leads to another page of this site, and not to a part of this page. */
const leadsOn = ({ location }: Page, link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && !(link.hash && pathOf(link) === pathOf(location));

/** The link to another page of this site on which an event happened, also inside a web component. */
export function linkOf(page: Page, event: Event): HTMLAnchorElement | undefined {
  const nodes = event.composedPath() as Partial<HTMLAnchorElement>[];
  const link = nodes.find((node) => node.matches?.(LINKS)) as HTMLAnchorElement | undefined;
  return link && leadsOn(page, link) ? link : undefined;
}

/**
 * Calls back for each link to another page of this site on which a pointer, or the focus, rests.
 * @param signal ends it
 */
export function onLinkRested(
  page: Page,
  rested: (link: HTMLAnchorElement) => unknown,
  signal?: AbortSignal,
): void {
  let last: HTMLAnchorElement | undefined;
  const meet = (event: Event): void => {
    const link = linkOf(page, event);
    if (link && link !== last) page.setTimeout(() => link === last && rested(link), REST_MS);
    last = link;
  };
  for (const type of ['pointerover', 'focusin'])
    page.document.addEventListener(type, meet, { capture: true, passive: true, signal });
}
