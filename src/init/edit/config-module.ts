/** Edits of config modules such as `vite.config.ts`. What can't be changed safely becomes an instruction. */
import type * as t from '@babel/types';
import MagicString from 'magic-string';
import type { Edit, Obstacle } from '../types.js';
import { addImport, localName } from './imports.js';
import { addProperty, addToList, listOf } from './insert.js';
import {
  configsOf,
  defaultExport,
  hasProperty,
  type Module,
  objectsOf,
  parseModule,
  property,
} from './syntax.js';

export interface Import {
  /** `swIsr` for a default, `{ swIsr }` for a named export. */
  what: string;
  from: string;
}

export interface ListEntry {
  /** The property that holds the list: `plugins`. */
  list: string;
  /** What is added: `swIsr()`. */
  entry: string;
  place?: 'first' | 'last';
  import?: Import;
  /** The code is in place already if this matches. */
  done: RegExp;
  /** The objects that hold the list, from the outside: `['vite']`. */
  within?: readonly string[];
}

const UNREADABLE = 'its syntax could not be read';
const NO_OBJECT = 'its config is not a plain object';

const importLine = ({ what, from }: Import): string => `import ${what} from '${from}';\n`;

const nested = ({ list, entry, within = [] }: ListEntry): string =>
  [...within].reverse().reduce((text, name) => `${name}: { ${text} }`, `${list}: [${entry}]`);

const instruction = (entry: ListEntry): string =>
  `${entry.import ? importLine(entry.import) : ''}${nested(entry)}`;

/** Not every version of Node can require an ES module, which the plugin is. */
const inCommonJs = (entry: ListEntry & { import: Import }): string => `module.exports = async () => {
  const ${entry.import.what.replace(/^\w+$/, '{ default: $& }')} = await import('${entry.import.from}');
  return { ${nested(entry)} }; // with the rest of the config
};
`;

/** A config that has nothing of its own. */
const emptyModule = (entry: ListEntry): string =>
  `${entry.import ? `${importLine(entry.import)}\n` : ''}export default {\n  ${nested(entry)},\n};\n`;

/** The object that holds a property: itself, or one of this module that it spreads. Undefined: nobody knows. */
function holderOf(module: Module, object: t.ObjectExpression, name: string): t.ObjectExpression | undefined {
  if (hasProperty(object, name)) return object;
  const spread = object.properties.flatMap((one) => (one.type === 'SpreadElement' ? [one.argument] : []));
  const sources = spread.map((one) => objectsOf(module, one));
  if (sources.some((found) => found?.length !== 1)) return undefined;
  const holders = sources.flatMap((found = []) => found.map((one) => holderOf(module, one, name)));
  if (holders.includes(undefined)) return undefined;
  return holders.filter((one) => one !== undefined && hasProperty(one, name)).at(-1) ?? object;
}

/**
 * What is missing of the path to the list is added as one property.
 * @param seen the lists and objects that have the entry: several configs may share one
 */
function addAt(
  module: Module,
  edits: MagicString,
  root: t.ObjectExpression,
  entry: ListEntry,
  seen: Set<t.Node>,
): boolean {
  const [outer, ...within] = entry.within ?? [];
  const name = outer ?? entry.list;
  const holder = holderOf(module, root, name);
  if (!holder) return false;
  if (!hasProperty(holder, name)) {
    if (!seen.has(holder)) addProperty(module, edits, holder, nested(entry));
    seen.add(holder);
    return true;
  }
  if (outer !== undefined) {
    const inner = property(holder, outer);
    return inner?.type === 'ObjectExpression' && addAt(module, edits, inner, { ...entry, within }, seen);
  }
  const found = listOf(module, holder, name);
  if (found && !seen.has(found)) addToList(module, edits, found, entry.entry, entry.place ?? 'last');
  if (found) seen.add(found);
  return found !== undefined;
}

/** Runs an edit of a parsed module. */
export function editModule(
  before: string,
  obstacle: (because: string) => Obstacle,
  edit: (module: Module, edits: MagicString) => string | undefined,
): string | Obstacle {
  const module = parseModule(before);
  if (!module) return obstacle(UNREADABLE);
  const edits = new MagicString(before);
  const because = edit(module, edits);
  return because === undefined ? edits.toString() : obstacle(because);
}

/** Whether the entry is there, and not in a comment. An import alone does nothing. */
const isDone = (module: Module, entry: ListEntry, local: string | undefined): boolean =>
  entry.done.test(module.uncommented) &&
  (local === undefined || new RegExp(`\\b${local}\\s*\\(`).test(module.uncommented));

/** Adds an entry to a list of the config, and the import that it needs. */
export const addListEntry =
  (entry: ListEntry): Edit =>
  (before) => {
    if (before === undefined || before.trim() === '') return emptyModule(entry);
    const manual = (because: string): Obstacle => ({ because, add: instruction(entry) });
    const module = parseModule(before);
    if (!module) return entry.done.test(before) ? before : manual(UNREADABLE);
    const local = entry.import && localName(module, new RegExp(`^${entry.import.from}$`));
    if (isDone(module, entry, local)) return before;
    if (entry.import && defaultExport(module)?.isCommonJs)
      return { because: 'it is a CommonJS module', add: inCommonJs({ ...entry, import: entry.import }) };
    const own = local === undefined ? entry : { ...entry, entry: `${local}()` };
    return editModule(before, manual, (parsed, edits) => {
      const configs = configsOf(parsed);
      if (!configs) return NO_OBJECT;
      const seen = new Set<t.Node>();
      if (!configs.every((config) => addAt(parsed, edits, config, own, seen)))
        return `its ${[...(entry.within ?? []), entry.list].join('.')} is computed`;
      if (entry.import && local === undefined) addImport(parsed, edits, entry.import.what, entry.import.from);
      return undefined;
    });
  };
