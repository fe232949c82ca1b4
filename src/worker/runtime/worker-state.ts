/** State that a module keeps while the worker runs. Each module owns its own: the context does not name it. */
import type { Context } from './context.js';

type Worker = Pick<Context, 'memory'>;

/**
 * Makes an accessor of a piece of state; the state is created at its first use in a worker.
 * @example
 * const requestCount = perWorker(() => ({ count: 0 }));
 * requestCount(context).count += 1;
 */
export function perWorker<T, W extends Worker = Worker>(create: (context: W) => T): (context: W) => T {
  const states = new WeakMap<object, { value: T }>();
  return (context) => {
    const known = states.get(context.memory);
    if (known) return known.value;
    const state = { value: create(context) };
    states.set(context.memory, state);
    return state.value;
  };
}

/** A place for what only some configs use: a feature provides it, and is not in the worker where no config asks for it. */
export interface ExtensionPoint<T> {
  provide(context: Worker, value: T): void;
  of(context: Worker): T | undefined;
}

export function extensionPoint<T>(): ExtensionPoint<T> {
  const slot = perWorker((): { value?: T } => ({}));
  return {
    provide(context, value) {
      slot(context).value = value;
    },
    of: (context) => slot(context).value,
  };
}
