/**
 * What scripts made of the page: a cart's count, an open menu, a picture that was loaded late. The page as it was served
 * knows nothing of that, so a swap leaves it as it is.
 */
export interface ScriptChanges {
  /** Attributes that a script has set. */
  readonly attributes: WeakMap<Node, Set<string>>;
  /** Nodes that a script has added or written, each with the node in whose place it stands, if any. */
  readonly nodes: WeakMap<Node, Node | undefined>;
  /** Does work whose changes are not a script's. */
  ignore(work: () => void): void;
  stop(): void;
}

/** Notes changes of the document from now on; the parser's are not noted. */
export function noteScriptChanges(page: Document): ScriptChanges {
  const attributes = new WeakMap<Node, Set<string>>();
  const nodes = new WeakMap<Node, Node | undefined>();
  /** Served nodes that a script has taken out. One that comes back was moved, not added. */
  const removed = new WeakSet<Node>();

  const note = ({ type, target, attributeName, addedNodes, removedNodes }: MutationRecord): void => {
    if (type === 'attributes')
      attributes.set(target, (attributes.get(target) ?? new Set()).add(attributeName ?? ''));
    else if (type === 'characterData') nodes.set(target, target);
    else {
      removedNodes.forEach((node) => nodes.has(node) || removed.add(node));
      addedNodes.forEach((node, at) => {
        if (removed.has(node)) return;
        const replaced = at ? undefined : removedNodes[0];
        nodes.set(node, replaced && (nodes.get(replaced) ?? replaced));
      });
    }
  };
  const observer = new MutationObserver((records) => records.forEach(note));
  const start = (): void => {
    if (page.readyState === 'loading') return;
    page.removeEventListener('readystatechange', start);
    observer.observe(page, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  page.addEventListener('readystatechange', start);
  start();

  return {
    attributes,
    nodes,
    ignore(work) {
      observer.takeRecords().forEach(note);
      work();
      observer.takeRecords();
    },
    stop() {
      page.removeEventListener('readystatechange', start);
      observer.disconnect();
    },
  };
}
