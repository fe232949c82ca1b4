/** The values of literals in a config, as far as they are written out. */
import type * as t from '@babel/types';
import { bare, keyOf, type Module, valueOf } from './syntax.js';

export type Literal = string | number | boolean | null | RegExp | Literal[] | { [key: string]: Literal };

/** A value that is only known when the program runs. */
export const COMPUTED = Symbol('computed');
type Read = Literal | typeof COMPUTED;

function arithmetic(operator: string, left: Read, right: Read): Read {
  if (typeof left !== 'number' || typeof right !== 'number') return COMPUTED;
  if (operator === '*') return left * right;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '/' ? left / right : COMPUTED;
}

/** The members of an object that are written out. */
function members(module: Module, object: t.ObjectExpression): Record<string, Literal> {
  const found: Record<string, Literal> = {};
  for (const member of object.properties) {
    const key = keyOf(member);
    if (key === undefined || member.type !== 'ObjectProperty') continue;
    const value = readLiteral(module, member.value);
    if (value !== COMPUTED) found[key] = value;
  }
  return found;
}

/** Reads a value such as `60 * 60`, `'/blog'`, `/^\/blog/`, `{ swr: 60 }`, or a constant of the module. */
export function readLiteral(module: Module, given: t.Node): Read {
  const node = bare(given);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NullLiteral':
      return null;
    case 'RegExpLiteral':
      return new RegExp(node.pattern, node.flags);
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? COMPUTED) : COMPUTED;
    case 'UnaryExpression':
      return arithmetic('*', node.operator === '-' ? -1 : NaN, readLiteral(module, node.argument));
    case 'BinaryExpression':
      return arithmetic(node.operator, readLiteral(module, node.left), readLiteral(module, node.right));
    case 'Identifier': {
      const value = valueOf(module, node.name);
      // A function's value would be read for ever, were it to name itself.
      return value && value.type !== 'Identifier' ? readLiteral(module, value) : COMPUTED;
    }
    case 'ArrayExpression':
      return node.elements.flatMap((element) => {
        const value = element ? readLiteral(module, element) : COMPUTED;
        return value === COMPUTED ? [] : [value];
      });
    case 'ObjectExpression':
      return members(module, node);
    default:
      return COMPUTED;
  }
}

export const isRecord = (value: unknown): value is Record<string, Literal> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
