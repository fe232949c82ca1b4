/** The schema of an object of options: its options, unknown keys, and rules over several options. */
import * as v from 'valibot';
import { wrong } from './show.js';
import { suggest } from './suggest.js';

export type Options = Record<string, unknown>;
/** Reports a fault of the option at `keys`. */
export type Report = (keys: readonly (string | number)[], message: string) => void;

export const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof RegExp) &&
  !(value instanceof Promise);

const pathItem = (key: string | number): v.IssuePathItem => ({
  type: 'unknown',
  origin: 'value',
  input: undefined,
  key,
  value: undefined,
});

/** A rule over several options. It runs even if single options have faults, and must check only valid ones. */
function rule(check: (options: Options, report: Report) => void) {
  return v.rawCheck<unknown>(({ dataset, addIssue }) => {
    const value: unknown = dataset.value;
    if (!isOptions(value)) return;
    check(value, (keys, message) => {
      const [first, ...rest] = keys.map(pathItem);
      addIssue({ message, ...(first && { path: [first, ...rest] }) });
    });
  });
}

function unknownKeys(known: readonly string[]) {
  return rule((options, report) => {
    for (const key of Object.keys(options).filter((one) => !known.includes(one))) {
      const near = suggest(key, known);
      report([key], `unknown option; ${near ? `did you mean "${near}"?` : `allowed: ${known.join(', ')}.`}`);
    }
  });
}

/** The schema of an object that has these options and no others. */
export function section(
  entries: Record<string, v.GenericSchema>,
  allowed: string,
  check: (options: Options, report: Report) => void = () => undefined,
): v.GenericSchema {
  const object = v.custom(isOptions, ({ input }) => wrong(input, allowed));
  return v.pipe(object, v.looseObject(entries), unknownKeys(Object.keys(entries)), rule(check));
}
