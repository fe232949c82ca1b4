/** Lets pauses of one and two seconds, in which only others would do something, pass at once. Returns what ends that. */
export function shortenTimers(): () => void {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = ((run: () => void, delay = 0) =>
    setTimeout.call(globalThis, run, delay === 1000 || delay === 2000 ? 10 : delay)) as typeof setTimeout;
  return () => {
    globalThis.setTimeout = setTimeout;
  };
}
