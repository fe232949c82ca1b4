/**
 * Lets pauses pass at once in which only others would do something. Returns what ends that. A limit of time is not such a
 * pause: on a busy machine it would pass before what it limits.
 */
export function shortenTimers(pauses: readonly number[] = [1000, 2000]): () => void {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = ((run: () => void, delay = 0) =>
    setTimeout.call(globalThis, run, pauses.includes(delay) ? 10 : delay)) as typeof setTimeout;
  return () => {
    globalThis.setTimeout = setTimeout;
  };
}
