export const sleep = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Waits for the work, but no longer than so many milliseconds. The timer ends with the work: one that went on would keep
 * the result in memory.
 * @param late gives the result when the work is late, or throws. @default undefined
 */
export function inTime<T, L = undefined>(
  work: PromiseLike<T>,
  milliseconds: number,
  late?: () => L,
): Promise<T | L> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return Promise.race([work, timeout.then(late as () => L)]).finally(() => clearTimeout(timer));
}
