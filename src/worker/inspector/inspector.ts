/** The worker's side of the inspector: its page, logs of requests and notices, simulated trouble, and commands. */
import type { Simulation } from '../../shared/messages.js';
import { stats } from '../commands/inspect.js';
import type { Hooks } from '../commands/hooks.js';
import { listDeployments } from '../deployments/deployments.js';
import type { Routes } from '../lookup/routes.js';
import type { Context } from '../runtime/context.js';
import type { EventLog } from './event-log.js';
import { inspectorAnswer } from './inspector-page.js';
import { listPages } from './list-pages.js';
import { createRequestLog } from './request-log.js';
import { assertSimulation } from './simulation.js';

/** How far the feed of the config was read. */
async function feedPosition({ config, use }: Context) {
  const url = typeof config.feed === 'string' ? config.feed : config.feed?.url;
  if (!url) return null;
  const position = await use((store) => store.state('feed'));
  return { url, offset: position?.offset ?? null, checkedAt: position?.checkedAt ?? null };
}

export function createInspector(
  context: Context,
  routes: Routes,
  { simulation, events }: { simulation: Simulation; events: EventLog },
): Hooks {
  const { config, use, now } = context;
  const log = createRequestLog(now);
  const { maxEntries, maxBytes } = config.limits;

  return {
    onRequest(event) {
      const answer = inspectorAnswer(event.request);
      if (answer) event.respondWith(answer);
      return !!answer;
    },
    onResponse: log.note,
    commands: {
      async inspect(_command, { request = 0, event = 0, simulation: change }) {
        Object.assign(simulation, assertSimulation(change));
        return {
          worker: log.worker,
          deployment: config.deployment,
          requests: log.after(request),
          events: events.after(event),
          stats: await stats(context),
          deployments: await listDeployments(context),
          simulation: { ...simulation },
          feed: await feedPosition(context),
          limits: { maxEntries, maxBytes },
        };
      },
      inspectPages: (_command, part) => listPages(context, routes, part),
      async inspectPurge(_command, { key }) {
        await use((store) => store.delete(key));
        return null;
      },
    },
  };
}
