/** Turns elements into their next version, in place: what stays the same keeps its focus, its scroll position and its listeners. */
import { matchChildren } from './match-children.js';
import type { ScriptChanges } from './script-changes.js';
import type { Typed } from './typed.js';

export interface MorphContext {
  readonly changes: Pick<ScriptChanges, 'attributes' | 'nodes'>;
  readonly typed: Pick<Typed, 'isIn' | 'isEdited'>;
  /** The nonce of this page's policy: that of the next page's is another one. */
  readonly nonce: string;
}

/** Elements that are left as they are, with all that is in them. */
const LEFT = 'script,noscript,isr-update,[data-isr-keep]';
/** The visitor opens and closes them. */
const OPENED = 'details,dialog';

const isBlank = (node: Node): boolean => !(node instanceof Element) && !node.nodeValue?.trim();

/** Whether scripts filled this element: each of its children is theirs. */
function isFilled({ changes }: MorphContext, element: Element): boolean {
  const nodes = [...element.childNodes].filter((node) => !isBlank(node));
  return nodes.length > 0 && nodes.every((node) => changes.nodes.has(node));
}

/** A copy for this document, whose scripts do not run. */
function copyOf({ nonce }: MorphContext, node: Node): Node {
  const copy = document.importNode(node, true);
  const holder = document.createDocumentFragment();
  holder.append(copy);
  for (const script of holder.querySelectorAll('script,noscript')) script.remove();
  for (const style of holder.querySelectorAll('style')) style.nonce = nonce;
  return holder;
}

/** Moves or inserts a node. `moveBefore()` keeps its focus and its state. */
function place(parent: Element, node: Node, before: Node | null): void {
  const { moveBefore } = parent as Partial<{ moveBefore(node: Node, before: Node | null): void }>;
  if (moveBefore && node.parentNode === parent) moveBefore.call(parent, node, before);
  else parent.insertBefore(node, before);
}

function morphAttributes({ changes }: MorphContext, now: Element, next: Element): void {
  const scripted = changes.attributes.get(now);
  const isLeft = (name: string): boolean =>
    name === 'nonce' || !!scripted?.has(name) || (name === 'open' && now.matches(OPENED));
  for (const { name, value } of next.attributes)
    if (!isLeft(name) && now.getAttribute(name) !== value) now.setAttribute(name, value);
  for (const name of now.getAttributeNames())
    if (!isLeft(name) && !next.hasAttribute(name)) now.removeAttribute(name);
}

function morphNode(context: MorphContext, now: Node, next: Node): void {
  if (context.changes.nodes.has(now)) return;
  if (!(now instanceof Element)) {
    if (now.nodeValue !== next.nodeValue) now.nodeValue = next.nodeValue;
    return;
  }
  if (now.matches(LEFT) || context.typed.isEdited(now)) return;
  morphAttributes(context, now, next as Element);
  if (now instanceof HTMLTemplateElement) {
    now.content.replaceChildren(copyOf(context, (next as HTMLTemplateElement).content));
    return;
  }
  morphChildren(context, now, next as Element);
}

/** Gives an element the children of its next version. Its own attributes are left. */
export function morphChildren(context: MorphContext, now: Element, next: Element): void {
  if (isFilled(context, now)) return;
  const { changes, typed } = context;
  const isLeft = (node: Node): boolean =>
    changes.nodes.has(node) || (node instanceof Element && (node.matches(LEFT) || typed.isIn(node)));
  const standsFor = (node: Node): Node | undefined =>
    changes.nodes.has(node) ? changes.nodes.get(node) : node;
  const wanted = [...next.childNodes].filter(
    (node) => !(node instanceof Element && node.matches('noscript')),
  );
  const pairs = matchChildren([...now.childNodes], wanted, standsFor);
  const staying = new Set(pairs.values());
  let cursor = now.firstChild;
  /** Passes the nodes that have no next version, and removes them. */
  const passOld = (): void => {
    while (cursor && !staying.has(cursor)) {
      const old = cursor;
      cursor = cursor.nextSibling;
      if (!isLeft(old)) now.removeChild(old);
    }
  };
  for (const node of wanted) {
    passOld();
    const present = pairs.get(node);
    if (!present) now.insertBefore(copyOf(context, node), cursor);
    else {
      if (present === cursor) cursor = cursor.nextSibling;
      else place(now, present, cursor);
      morphNode(context, present, node);
    }
  }
  passOld();
}
