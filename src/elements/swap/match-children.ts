/** Which child of an element becomes which child of its next version. */

/** Tells siblings apart: an `id`, or the name of a form's control. */
function keyOf(node: Node): string | undefined {
  if (!(node instanceof Element)) return undefined;
  const { id } = node;
  if (id) return id;
  const name = node.getAttribute('name');
  // The controls of one group share their name.
  const isGroup = /^(?:checkbox|radio)$/.test(node.getAttribute('type') ?? '');
  if (!name) return undefined;
  return `${name}\n${isGroup ? (node.getAttribute('value') ?? '') : ''}`;
}

const nameOf = (node: Node): string => `${node.nodeName}\n${keyOf(node) ?? ''}`;

/** Removes the first node of that name from the lists, and returns it. */
const take = (lists: Map<string, Node[]>, name: string): Node | undefined => lists.get(name)?.shift();

function listsOf(
  nodes: readonly Node[],
  nameOfNode: (node: Node) => string | undefined,
): Map<string, Node[]> {
  const lists = new Map<string, Node[]>();
  for (const node of nodes) {
    const name = nameOfNode(node);
    if (name === undefined) continue;
    const list = lists.get(name);
    if (list) list.push(node);
    else lists.set(name, [node]);
  }
  return lists;
}

const keyed = (node: Node): string | undefined => (keyOf(node) === undefined ? undefined : nameOf(node));
const equal = (node: Node): string | undefined =>
  node instanceof Element && keyOf(node) === undefined ? node.outerHTML : undefined;

/**
 * Pairs next children with present ones: first those with the same key, then equal ones, then those of the same name
 * that stand between the same neighbours.
 * @param standsFor the served node in whose place a node stands, by which it is known; undefined for one of its own
 */
export function matchChildren(
  now: readonly Node[],
  next: readonly Node[],
  standsFor: (node: Node) => Node | undefined,
): Map<Node, Node> {
  const pairs = new Map<Node, Node>();
  const known = new Map<Node, Node>();
  for (const node of now) {
    const served = standsFor(node);
    if (served) known.set(served, node);
  }
  const served = [...known.keys()];
  const taken = new Set<Node>();
  const pair = (wanted: Node, found: Node | undefined): void => {
    if (!found) return;
    taken.add(found);
    pairs.set(wanted, known.get(found) ?? found);
  };
  for (const name of [keyed, equal]) {
    const lists = listsOf(
      served.filter((node) => !taken.has(node)),
      name,
    );
    for (const wanted of next) {
      const given = pairs.has(wanted) ? undefined : name(wanted);
      if (given !== undefined) pair(wanted, take(lists, given));
    }
  }
  // Positions by the served nodes, to stay between the neighbours that are paired already.
  const placeOf = new Map(served.map((node, at) => [known.get(node), at]));
  let place = 0;
  for (const wanted of next) {
    const found = pairs.get(wanted);
    if (found) place = Math.max(place, (placeOf.get(found) ?? 0) + 1);
    else if (keyOf(wanted) === undefined)
      for (let at = place; at < served.length; at++) {
        const candidate = served[at] as Node;
        if (taken.has(candidate)) break;
        if (nameOf(candidate) !== nameOf(wanted)) continue;
        pair(wanted, candidate);
        place = at + 1;
        break;
      }
  }
  return pairs;
}
