/** The plugins: objects with Workbox's hooks. */
import * as v from 'valibot';
import { EXPIRATION, HANDLER_HOOKS, HOOKS, isExpiration, REFUSED_HOOKS } from '../plugin-hooks.js';
import { required } from './fields.js';
import { isOptions, type Options } from './section.js';
import { show } from './show.js';
import { suggest } from './suggest.js';

/** Why hooks are refused. */
const FOREIGN: Readonly<Record<string, string>> = {
  ...REFUSED_HOOKS,
  ...Object.fromEntries(
    HANDLER_HOOKS.map((hook) => [hook, 'Only isrHandler() runs it, in a worker of your own.']),
  ),
};

const ALLOWED = `an object with at least one of the hooks ${HOOKS.join(', ')}`;

const isHook = (key: string): boolean => (HOOKS as readonly string[]).includes(key);

/** A class may have other methods beside its hooks. In a plain object every function must be a hook. */
const isPlain = (plugin: object): boolean => Object.getPrototypeOf(plugin) === Object.prototype;

function hookFaults(plugin: Options): [key: string, message: string][] {
  const faults: [string, string][] = [];
  for (const key of [...HOOKS, ...Object.keys(FOREIGN)].filter((one) => plugin[one] !== undefined)) {
    if (!isHook(key)) faults.push([key, `a Workbox hook that is not run. ${FOREIGN[key] ?? ''}`]);
    else if (typeof plugin[key] !== 'function') {
      faults.push([key, `got ${show(plugin[key])}; allowed: a function.`]);
    }
  }
  if (!isPlain(plugin)) return faults;
  const others = Object.keys(plugin).filter((key) => !isHook(key) && !Object.hasOwn(FOREIGN, key));
  for (const key of others.filter((one) => typeof plugin[one] === 'function')) {
    const near = suggest(key, HOOKS);
    faults.push([key, `unknown hook; ${near ? `did you mean "${near}"?` : `allowed: ${HOOKS.join(', ')}.`}`]);
  }
  return faults;
}

const hooks = v.rawCheck<unknown>(({ dataset: { value }, addIssue }) => {
  if (!isOptions(value)) return;
  if (isExpiration(value)) {
    addIssue({ message: EXPIRATION });
    return;
  }
  const faults = hookFaults(value);
  for (const [key, message] of faults) {
    addIssue({ message, path: [{ type: 'object', origin: 'key', input: value, key, value: value[key] }] });
  }
  if (faults.length === 0 && !HOOKS.some((hook) => value[hook] !== undefined)) {
    addIssue({ message: `got an object without a hook; allowed: ${ALLOWED}.` });
  }
});

const plugin = v.pipe(required(isOptions, ALLOWED), hooks);

export const plugins: v.GenericSchema = v.optional(
  v.lazy((value) => (Array.isArray(value) ? v.array(plugin) : required(() => false, 'an array of plugins'))),
);
