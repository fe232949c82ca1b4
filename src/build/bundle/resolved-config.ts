/** Writes a resolved config as code. The worker then ships no code that fills in defaults and parses durations. */
import { resolveConfig } from '../../config/resolve.js';
import type { IsrConfig } from '../../config/types.js';
import type { CachePolicy } from '../../core/policy/policy.js';

/** The expressions of the config's own values. */
type Expressions = ReadonlyMap<unknown, string>;

/** A name of the generated code. */
class Name {
  constructor(readonly text: string) {}
}

/** Stands for origin mode's policy, which only the worker has. */
const ORIGIN_POLICY = {} as CachePolicy;

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

const isIdentifier = (key: string): boolean => /^[a-z]\w*$/i.test(key);

/** Adds the expressions of a value and of all its parts. */
function addExpressions(expressions: Map<unknown, string>, value: unknown, expression: string): void {
  if (expressions.has(value)) return;
  expressions.set(value, expression);
  if (typeof value !== 'object' || !value) return;
  for (const [key, part] of Object.entries(value))
    addExpressions(
      expressions,
      part,
      expression + (isIdentifier(key) ? `.${key}` : `[${JSON.stringify(key)}]`),
    );
}

const fieldsOf = (value: object, expressions: Expressions): string[] =>
  Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => `${isIdentifier(key) ? key : JSON.stringify(key)}: ${codeOf(field, expressions)}`);

/** Undefined for functions, RegExps and instances. */
function literalOf(value: unknown, expressions: Expressions): string | undefined {
  if (value instanceof Name) return value.text;
  if (typeof value === 'function') return undefined;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || !value) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => codeOf(item, expressions)).join(', ')}]`;
  return isPlain(value) ? `{ ${fieldsOf(value, expressions).join(', ')} }` : undefined;
}

/** The shorter one of a literal and the expression of the config's own value. */
function codeOf(value: unknown, expressions: Expressions): string {
  const own = expressions.get(value);
  const literal = literalOf(value, expressions);
  const isLiteral = own === undefined || (literal !== undefined && literal.length <= own.length);
  return (isLiteral ? literal : own) ?? 'undefined';
}

/**
 * An expression for the resolved config, in which `config`, `routePolicy` and `originPolicy` are free names.
 * @param deployment the ID if the config has none
 * @example resolvedConfigCode({ routes: [{ match: '/*', revalidate: '1m' }] }, 'id')
 * // '{ deployment: "id", routes: [{ match: "/*", revalidate: 60, … }], … }'
 */
export function resolvedConfigCode(config: IsrConfig, deployment: string): string {
  const { routes, ...rest } = resolveConfig(config, deployment, { origin: ORIGIN_POLICY });
  const named = routes.map((route) => ({
    ...route,
    policy: new Name(route.policy === ORIGIN_POLICY ? 'originPolicy' : 'routePolicy'),
  }));
  const expressions = new Map<unknown, string>();
  addExpressions(expressions, config, 'config');
  return codeOf({ ...rest, routes: named }, expressions);
}
