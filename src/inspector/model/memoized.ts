/** Remembers the last result of a function, for as long as what it depends on is the same. */
export function memoized<Given extends readonly unknown[], Result>(
  compute: (...given: Given) => Result,
  dependencies: (given: Given) => readonly unknown[],
): (...given: Given) => Result {
  let last: { on: readonly unknown[]; result: Result } | undefined;
  return (...given) => {
    const on = dependencies(given);
    if (!last?.on.every((value, at) => value === on[at])) last = { on, result: compute(...given) };
    return last.result;
  };
}
