/** Simulated trouble: the worker's requests to the origin fail, or take longer. */
import { failure } from '../../shared/errors.js';
import type { Simulation } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import { sleep } from '../runtime/timers.js';

const MAX_DELAY_MS = 60_000;

/** @throws IsrError `bad-request` */
export function assertSimulation(change: Partial<Simulation> = {}): Partial<Simulation> {
  const { isOffline = false, delayMs = 0 } = change;
  if (typeof isOffline !== 'boolean' || !(delayMs >= 0 && delayMs <= MAX_DELAY_MS))
    throw failure(
      'bad-request',
      'simulate trouble',
      `got ${JSON.stringify(change)}`,
      `Give isOffline (true or false) and delayMs (0 to ${MAX_DELAY_MS})`,
    );
  return change;
}

/** Changes the context's network. Features start after this, and use the changed one. */
export function simulateIn(context: Context, simulation: Simulation): void {
  const { fetch, online } = context;
  Object.assign(context, {
    online: () => !simulation.isOffline && online(),
    async fetch(request: Request) {
      if (simulation.delayMs) await sleep(simulation.delayMs);
      if (simulation.isOffline)
        throw new TypeError('Failed to fetch: the inspector simulates a lost network');
      return fetch(request);
    },
  });
}
