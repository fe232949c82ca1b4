/** Visits all nodes of a syntax tree. */
import type * as t from '@babel/types';

const isNode = (value: unknown): value is t.Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

export function walk(node: t.Node, visit: (node: t.Node) => void): void {
  visit(node);
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) value.filter(isNode).forEach((one) => walk(one, visit));
    else if (isNode(value)) walk(value, visit);
  }
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
