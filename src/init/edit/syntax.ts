/** Reads a JavaScript or TypeScript module, and finds the object that holds its config. */
import { parse, type ParserPlugin } from '@babel/parser';
import type * as t from '@babel/types';
import { returnedBy } from './walk.js';

export interface Module {
  code: string;
  body: t.Statement[];
  /** The code with spaces in place of its comments. */
  uncommented: string;
}

const PLUGINS: ParserPlugin[] = ['typescript', 'jsx', 'decorators'];

const blankComments = (code: string, comments: readonly t.Comment[]): string =>
  comments.reduce(
    (text, { start = 0, end = 0 }) => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end),
    code,
  );

/** Undefined if its syntax can't be read. */
export function parseModule(code: string): Module | undefined {
  for (const plugins of [PLUGINS, PLUGINS.filter((name) => name !== 'jsx')]) {
    try {
      const { program, comments } = parse(code, {
        sourceType: 'unambiguous',
        allowReturnOutsideFunction: true,
        plugins,
      });
      return { code, body: program.body, uncommented: blankComments(code, comments ?? []) };
    } catch {
      // `<Type>value` is TypeScript, and not JSX.
    }
  }
  return undefined;
}

/** An expression without the wrappers of TypeScript: `{} as Config`, `{} satisfies Config`. */
export function bare(node: t.Node): t.Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    case 'AwaitExpression':
      return bare(node.argument);
    default:
      return node;
  }
}

const declarations = (body: readonly t.Statement[]): t.VariableDeclarator[] =>
  body.flatMap((statement) => {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return inner?.type === 'VariableDeclaration' ? inner.declarations : [];
  });

/** The value of a variable of the module. */
export function valueOf({ body }: Module, name: string): t.Node | undefined {
  const found = declarations(body).find(({ id }) => id.type === 'Identifier' && id.name === name);
  if (found?.init) return bare(found.init);
  return body.find((node) => node.type === 'FunctionDeclaration' && node.id?.name === name);
}

const isModuleExports = (node: t.Node): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'module' &&
  node.property.type === 'Identifier' &&
  node.property.name === 'exports';

/** What the module exports as its default: `export default X` or `module.exports = X`. */
export function defaultExport({ body }: Module): { value: t.Node; isCommonJs: boolean } | undefined {
  for (const node of body) {
    if (node.type === 'ExportDefaultDeclaration') return { value: node.declaration, isCommonJs: false };
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = node.expression;
    if (isModuleExports(left)) return { value: right, isCommonJs: true };
  }
  return undefined;
}

/**
 * The objects that an expression may stand for: a function with several `return`s has several. Undefined if one of them
 * is computed.
 */
export function objectsOf(module: Module, given: t.Node, depth = 0): t.ObjectExpression[] | undefined {
  const node = bare(given);
  if (depth > 8) return undefined;
  const next = (one: t.Node, body = module.body) => objectsOf({ ...module, body }, one, depth + 1);
  const all = (nodes: readonly t.Node[], body?: t.Statement[]) => {
    const found = nodes.map((one) => next(one, body));
    return found.length > 0 && found.every((one) => one !== undefined)
      ? [...new Set(found.flat())]
      : undefined;
  };
  switch (node.type) {
    case 'ObjectExpression':
      return [node];
    case 'Identifier': {
      const value = valueOf(module, node.name);
      return value && next(value);
    }
    case 'ConditionalExpression':
      return all([node.consequent, node.alternate]);
    case 'CallExpression': {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      // The second argument of `mergeConfig(base, own)` is the module's own.
      const args = name === 'mergeConfig' ? [...node.arguments].reverse() : node.arguments;
      for (const arg of args) {
        const found = next(arg);
        if (found) return found;
      }
      // `withPlugin(options)(config)` is the call of a call.
      return undefined;
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return node.body.type === 'BlockStatement'
        ? all(returnedBy(node.body), [...node.body.body, ...module.body])
        : next(node.body);
    default:
      return undefined;
  }
}

/** The objects that the config of a module such as `vite.config.ts` may be. */
export function configsOf(module: Module): t.ObjectExpression[] | undefined {
  const found = defaultExport(module);
  return found && objectsOf(module, found.value);
}

/** The config of a module. Of several the last: that of a build usually follows that of a dev server. */
export const configOf = (module: Module): t.ObjectExpression | undefined => configsOf(module)?.at(-1);

const nameOf = (key: t.Node): string | undefined =>
  key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;

/** The property's name in an object. */
export const keyOf = (member: t.ObjectExpression['properties'][number]): string | undefined =>
  member.type !== 'SpreadElement' && !(member.computed && member.key.type === 'Identifier')
    ? nameOf(member.key)
    : undefined;

/** Whether an object has a property, a method or a getter of this name. */
export const hasProperty = (object: t.ObjectExpression, name: string): boolean =>
  object.properties.some((member) => keyOf(member) === name);

/** The value of a property; undefined if there is none, or a method. */
export function property(object: t.ObjectExpression, name: string): t.Node | undefined {
  const found = object.properties.find((member) => keyOf(member) === name);
  return found?.type === 'ObjectProperty' ? bare(found.value) : undefined;
}

/** Where a node stands in the code. */
export const spanOf = (node: t.Node): [start: number, end: number] => [node.start ?? 0, node.end ?? 0];

export const sourceOf = ({ code }: Module, node: t.Node): string => code.slice(...spanOf(node));
