/** Edits of config modules such as `vite.config.ts`. What can't be changed safely becomes an instruction. */
import type * as t from '@babel/types';
import MagicString from 'magic-string';
import type { Edit, Obstacle } from '../types.js';
import { addImport, hasImport } from './imports.js';
import { addProperty, addToList, listOf } from './insert.js';
import { configOf, defaultExport, type Module, parseModule, property } from './syntax.js';

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

const instruction = ({ list, entry, import: from, within = [] }: ListEntry): string => {
  const inner = `${list}: [${entry}]`;
  const nested = [...within].reverse().reduce((text, name) => `${name}: { ${text} }`, inner);
  return `${from ? importLine(from) : ''}${nested}`;
};

/** A config that has nothing of its own. */
const emptyModule = (entry: ListEntry): string =>
  `${entry.import ? `${importLine(entry.import)}\n` : ''}export default {\n  ${instruction({ ...entry, import: undefined })},\n};\n`;

/** What is missing of the path to the list is added as one property. */
function addAt(module: Module, edits: MagicString, root: t.ObjectExpression, entry: ListEntry): boolean {
  const [outer, ...within] = entry.within ?? [];
  if (outer !== undefined) {
    const inner = property(root, outer);
    if (inner?.type === 'ObjectExpression') return addAt(module, edits, inner, { ...entry, within });
    if (inner) return false;
    const bare = { ...entry, import: undefined };
    addProperty(module, edits, root, instruction(bare));
    return true;
  }
  const found = listOf(module, root, entry.list);
  if (found) addToList(module, edits, found, entry.entry, entry.place ?? 'last');
  else if (property(root, entry.list)) return false;
  else addProperty(module, edits, root, `${entry.list}: [${entry.entry}]`);
  return true;
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

/** Adds an entry to a list of the config, and the import that it needs. */
export const addListEntry =
  (entry: ListEntry): Edit =>
  (before) => {
    if (before === undefined || before.trim() === '') return emptyModule(entry);
    if (entry.done.test(before)) return before;
    const obstacle = (because: string): Obstacle => ({ because, add: instruction(entry) });
    return editModule(before, obstacle, (module, edits) => {
      if (entry.import && defaultExport(module)?.isCommonJs) return 'it is a CommonJS module';
      const config = configOf(module);
      if (!config) return NO_OBJECT;
      if (!addAt(module, edits, config, entry))
        return `its ${[...(entry.within ?? []), entry.list].join('.')} is computed`;
      if (entry.import && !hasImport(module, entry.import.from))
        addImport(module, edits, entry.import.what, entry.import.from);
      return undefined;
    });
  };
