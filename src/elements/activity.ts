const ACTIVITY = ['pointerdown', 'keydown', 'wheel', 'touchmove', 'scroll'];

/**
 * Notes when the visitor does something. Returns a function that tells the milliseconds since then; endless if nothing
 * was done yet.
 * @param signal stops it
 */
export function noteActivity(view: Window, signal: AbortSignal): () => number {
  let activeAt = -Infinity;
  const note = ({ timeStamp }: Event): void => {
    activeAt = timeStamp;
  };
  for (const type of ACTIVITY) view.addEventListener(type, note, { capture: true, passive: true, signal });
  return () => view.performance.now() - activeAt;
}
