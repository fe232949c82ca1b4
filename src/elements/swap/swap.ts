/** Shows the next version of a page in place of the present one. */
import { morphChildren } from './morph.js';
import type { MorphContext } from './morph.js';
import type { ScriptChanges } from './script-changes.js';
import type { Pair } from './swappable.js';
import type { Typed } from './typed.js';

/** The elements in the middle of the screen, the innermost first. A view transition hides them from `elementFromPoint()`. */
function elementsInSight(root: Element): Element[] {
  const middle = innerHeight / 2;
  const isInSight = (element: Element): boolean => {
    const { top, bottom } = element.getBoundingClientRect();
    return top <= middle && bottom > middle;
  };
  const found = [...root.children].find(isInSight);
  return found ? [...elementsInSight(found), found] : [];
}

/**
 * Notes where the elements in the middle of the screen are. Returns a function that scrolls the innermost one that is left
 * there again. The target is a position in the document, and not a distance: the browser may scroll, too.
 */
function holdScroll(roots: readonly Element[]): () => void {
  const topOf = (element: Element): number => element.getBoundingClientRect().top + window.scrollY;
  const { scrollY } = window;
  const seen = roots.flatMap(elementsInSight).map((element) => ({ element, top: topOf(element) }));
  return () => {
    const anchor = seen.find(({ element }) => element.isConnected);
    if (!anchor || !scrollY) return;
    const top = scrollY + topOf(anchor.element) - anchor.top;
    if (Math.abs(top - window.scrollY) >= 1) window.scrollTo({ top, behavior: 'instant' });
  };
}

/** Notes the focus and the selection in it. Returns a function that sets them again where they were lost. */
function holdFocus(): () => void {
  const active = document.activeElement as Partial<HTMLInputElement> | null;
  const { selectionStart = null, selectionEnd = null } = active ?? {};
  return () => {
    if (!active?.isConnected || active === document.activeElement) return;
    active.focus?.({ preventScroll: true });
    if (selectionStart !== null) active.setSelectionRange?.(selectionStart, selectionEnd);
  };
}

/** Does the work at once, in a view transition where the browser has them and the visitor wants motion. */
async function inTransition(work: () => void): Promise<void> {
  const isStill = document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { startViewTransition } = document as Partial<Pick<Document, 'startViewTransition'>>;
  if (isStill || !startViewTransition) {
    work();
    return;
  }
  const { ready, finished, updateCallbackDone } = startViewTransition.call(document, work);
  // A transition that is skipped rejects these two; the page has changed all the same.
  for (const promise of [ready, finished]) promise.catch(() => undefined);
  await updateCallbackDone;
}

const nonceOf = (page: Document): string =>
  page.querySelector<HTMLElement>('script[nonce],style[nonce],link[nonce]')?.nonce ?? '';

/** Swaps the pairs and the title. Resolves when the next version is there. */
export function swap(
  pairs: readonly Pair[],
  title: string,
  changes: ScriptChanges,
  typed: Typed,
): Promise<void> {
  const context: MorphContext = { changes, typed, nonce: nonceOf(document) };
  return inTransition(() => {
    const restore = [typed.hold(), holdFocus(), holdScroll(pairs.map(([now]) => now))];
    changes.ignore(() => {
      document.title = title;
      for (const [now, next] of pairs) morphChildren(context, now, next);
    });
    for (const set of restore) set();
  });
}
