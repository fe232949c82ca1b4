/** What is changed of a document when it becomes a page of the site. */
import { SKIP, visit } from 'unist-util-visit';
import { addressOf } from './paths.mjs';

/** Starlight shows the title, which is the first heading of the file. */
export const withoutTitle = () => (/** @type {import('mdast').Root} */ tree) => {
  const at = tree.children.findIndex(({ type, depth }) => type === 'heading' && depth === 1);
  if (at >= 0) tree.children.splice(at, 1);
};

/** Links to files become links to pages. A link to a file that is no page becomes its text. */
export const withPageLinks =
  () => (/** @type {import('mdast').Root} */ tree, /** @type {{ path: string }} */ file) => {
    visit(tree, ['link', 'definition'], (node, at, parent) => {
      if (/^(?:[a-z]+:|\/)/i.test(node.url)) return undefined;
      const address = addressOf(file.path, node.url);
      if (address !== undefined) node.url = address;
      else if (node.type === 'link') {
        parent.children.splice(at, 1, ...node.children);
        return [SKIP, at];
      }
      return undefined;
    });
  };

/** Wide tables scroll by themselves, and can be reached by the keyboard. */
export const withScrollingTables = () => (/** @type {import('hast').Root} */ tree) => {
  visit(tree, { tagName: 'table' }, (node, at, parent) => {
    if (parent.properties?.className === 'table') return undefined;
    const properties = { className: 'table', tabIndex: 0, role: 'group', ariaLabel: 'Table' };
    parent.children[at] = { type: 'element', tagName: 'div', properties, children: [node] };
    return SKIP;
  });
};
