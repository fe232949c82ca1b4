/** Holds timers of a second and more until the test says that their time has come. */
export interface LongTimers {
  /** Resolves once a timer of so many milliseconds is held, however busy the machine is. */
  held(ms: number): Promise<void>;
  /** Runs what is due within so many milliseconds, the earliest first; `performance.now()` moves along. */
  elapse(ms: number): void;
  restore(): void;
}

const LONG = 1000;

export function holdLongTimers(): LongTimers {
  const { setTimeout, clearTimeout, performance } = globalThis;
  const started = performance.now.bind(performance);
  const held = new Map<number, { delay: number; at: number; run: () => void }>();
  let passed = 0;
  let id = 0;

  globalThis.setTimeout = ((run: () => void, delay = 0) => {
    if (delay < LONG) return setTimeout.call(globalThis, run, delay);
    held.set(--id, { delay, at: passed + delay, run });
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (given) => {
    if (!held.delete(given as number)) clearTimeout.call(globalThis, given);
  };
  performance.now = () => started() + passed;

  return {
    async held(ms) {
      while (![...held.values()].some(({ delay }) => delay === ms))
        await new Promise<void>((resolve) => setTimeout.call(globalThis, resolve, 1));
    },
    elapse(ms) {
      passed += ms;
      const due = [...held].filter(([, { at }]) => at <= passed).sort(([, a], [, b]) => a.at - b.at);
      for (const [one, { run }] of due) if (held.delete(one)) run();
    },
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      performance.now = started;
    },
  };
}
