import type { Simulation } from '../../shared/messages.js';
import { logEvents, type EventLog } from '../inspector/event-log.js';
import { createInspector } from '../inspector/inspector.js';
import { routeToWorker } from '../inspector/inspector-page.js';
import { simulateIn } from '../inspector/simulation.js';
import type { Feature } from './feature.js';

/** The inspector: the page `/__isr`, and the commands that it sends. Only for configs that ask for it. */
export const inspector = (): Feature => {
  const simulation: Simulation = { isOffline: false, delayMs: 0 };
  let events: EventLog | undefined;
  return {
    install(context) {
      routeToWorker();
      simulateIn(context, simulation);
      events = logEvents(context);
    },
    start: (context, routes) =>
      createInspector(context, routes, { simulation, events: events ?? { after: () => [] } }),
  };
};
