/** Module state, kept in memory while the worker runs. */
import type { Context } from './context.js';

type Worker = Pick<Context, 'memory'>;

/**
 * Returns an accessor for state that is created at its first use in a worker. The annotation lets a bundler drop unused
 * state.
 * @example
 * const requestCount = perWorker(() => ({ count: 0 }));
 * requestCount(context).count += 1;
 */
/* @__NO_SIDE_EFFECTS__ */
export function perWorker<T, W extends Worker = Worker>(create: (context: W) => T): (context: W) => T {
  const states = new WeakMap<object, { value: T }>();
  return (context) => {
    const existing = states.get(context.memory);
    if (existing) return existing.value;
    const state = { value: create(context) };
    states.set(context.memory, state);
    return state.value;
  };
}

/** A value that a feature provides. The bundler leaves the feature out if the config does not use it. */
export interface ExtensionPoint<T> {
  provide(context: Worker, value: T): void;
  of(context: Worker): T | undefined;
}

/* @__NO_SIDE_EFFECTS__ */
export function extensionPoint<T>(): ExtensionPoint<T> {
  const slot = perWorker((): { value?: T } => ({}));
  return {
    provide(context, value) {
      slot(context).value = value;
    },
    of: (context) => slot(context).value,
  };
}
