/** Takes the plugin of another worker out of a config. */
import type * as t from '@babel/types';
import type MagicString from 'magic-string';
import { hasImport, localName, removeImport } from '../edit/imports.js';
import { listOf, removeMember } from '../edit/insert.js';
import { readLiteral } from '../edit/literal.js';
import { configsOf, defaultExport, type Module, sourceOf, spanOf } from '../edit/syntax.js';
import { editModule } from '../edit/config-module.js';
import type { Edit, Obstacle } from '../types.js';
import type { ReplacedPackage } from './packages.js';
import { nodesOf } from '../edit/walk.js';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Whether a member of a list is the plugin: `VitePWA({})`, `'@vite-pwa/nuxt'`, `['@docusaurus/plugin-pwa', {}]`. */
function isPlugin(module: Module, node: t.Node, name: string, local: string | undefined): boolean {
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && node.callee.name === local;
  const value = readLiteral(module, node);
  return value === name || (Array.isArray(value) && value[0] === name);
}

/** The call that holds the plugin's options. */
export function pluginCall(module: Module, { name }: ReplacedPackage): t.CallExpression | undefined {
  const local = localName(module, new RegExp(`^${escape(name)}`));
  return nodesOf(module.body, 'CallExpression').find(
    ({ callee }) => callee.type === 'Identifier' && callee.name === local,
  );
}

function removeFromList(
  module: Module,
  edits: MagicString,
  { name, list = 'plugins' }: ReplacedPackage,
): boolean {
  const lists = new Set((configsOf(module) ?? []).map((config) => listOf(module, config, list)));
  const local = localName(module, new RegExp(`^${escape(name)}`));
  const removed = [...lists].map((found) => {
    const nodes = found?.elements.filter((one) => one !== null) ?? [];
    const plugin = nodes.find((node) => isPlugin(module, node, name, local));
    if (plugin) removeMember(module, edits, nodes, plugin);
    return plugin !== undefined;
  });
  return removed.includes(true);
}

/** The statement that makes the wrapper: `const withPWA = init({ … })`. */
const wrapperStatement = (module: Module, wrapper: string, local: string): t.Statement | undefined =>
  module.body.find(
    (node) =>
      node.type === 'VariableDeclaration' &&
      node.declarations.length === 1 &&
      node.declarations.some(
        ({ id, init }) =>
          id.type === 'Identifier' && id.name === wrapper && init && sourceOf(module, init).includes(local),
      ),
  );

function removeStatement({ code }: Module, edits: MagicString, node: t.Statement): void {
  const [start, end] = spanOf(node);
  const [rest] = /^[ \t]*(?:\r?\n){0,2}/.exec(code.slice(end)) ?? [''];
  edits.remove(start, end + rest.length);
}

/** `export default withPWA(config)`, `withPWA(options)(config)`: the config is left. */
function unwrap(module: Module, edits: MagicString, { name }: ReplacedPackage): boolean {
  const local = localName(module, new RegExp(`^${escape(name)}$`));
  const result = defaultExport(module)?.value;
  if (local === undefined || result?.type !== 'CallExpression') return false;
  const [config] = result.arguments;
  const callee = result.callee.type === 'CallExpression' ? result.callee.callee : result.callee;
  if (!config || result.arguments.length !== 1 || callee.type !== 'Identifier') return false;
  const made = callee.name === local ? undefined : wrapperStatement(module, callee.name, local);
  if (callee.name !== local && !made) return false;
  const [start, end] = spanOf(result);
  const [inner, outer] = spanOf(config);
  edits.remove(start, inner).remove(outer, end);
  if (made) removeStatement(module, edits, made);
  removeRequire(module, edits, local, made);
  return true;
}

/** `const withPWA = require('next-pwa')`. */
function removeRequire(
  module: Module,
  edits: MagicString,
  local: string,
  made: t.Statement | undefined,
): void {
  const node = module.body.find(
    (one) =>
      one !== made &&
      one.type === 'VariableDeclaration' &&
      new RegExp(`\\b${local}\\b.*require\\(`, 's').test(sourceOf(module, one)),
  );
  if (node) removeStatement(module, edits, node);
}

/** Removes the plugin and its import. Its options that are left, such as `pwa: {}` of Nuxt, do no harm. */
export const removePlugin =
  (replaced: ReplacedPackage): Edit =>
  (before) => {
    const { name, list } = replaced;
    if (before === undefined || !before.includes(name)) return before ?? '';
    const add = `Remove the plugin of ${name} from the config.`;
    const obstacle = (because: string): Obstacle => ({ because, add });
    return editModule(before, obstacle, (module, edits) => {
      const isRemoved =
        list === undefined ? unwrap(module, edits, replaced) : removeFromList(module, edits, replaced);
      if (!isRemoved) return `its use of ${name} could not be read`;
      if (hasImport(module, name)) removeImport(module, edits, name);
      return undefined;
    });
  };
