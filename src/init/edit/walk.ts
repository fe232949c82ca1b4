/** Visits all nodes of a syntax tree. */
import type * as t from '@babel/types';

const isNode = (value: unknown): value is t.Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

const childrenOf = (node: t.Node): t.Node[] =>
  (Object.values(node) as unknown[]).flatMap((value) =>
    Array.isArray(value) ? (value as unknown[]).filter(isNode) : isNode(value) ? [value] : [],
  );

export function walk(node: t.Node, visit: (node: t.Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** The values that a function's body returns, also from within `if` and `switch`. */
export function returnedBy(node: t.Node): t.Node[] {
  if (node.type === 'ReturnStatement') return node.argument ? [node.argument] : [];
  // What a function within returns is its own.
  if (/Function|Method|Class/.test(node.type)) return [];
  return childrenOf(node).flatMap(returnedBy);
}

/** All nodes of a type. */
export function nodesOf<T extends t.Node['type']>(
  nodes: readonly t.Node[],
  type: T,
): Extract<t.Node, { type: T }>[] {
  const found: Extract<t.Node, { type: T }>[] = [];
  for (const root of nodes)
    walk(root, (node) => {
      if (node.type === type) found.push(node as Extract<t.Node, { type: T }>);
    });
  return found;
}
