/** Made-up answers of a worker to the inspector. */
import type {
  CommandName,
  Commands,
  InspectedPage,
  InspectedRequest,
  Inspection,
} from '../../src/shared/messages.js';

export const SITE = 'http://site.test';

export const inspectedPage = (path: string, more: Partial<InspectedPage> = {}): InspectedPage => ({
  key: `d\n\n${path}`,
  url: SITE + path,
  title: `Page ${path}`,
  state: 'fresh',
  age: 0,
  size: 1000,
  status: 200,
  tags: [],
  deployment: 'd',
  lastUsedAt: 0,
  route: '/*',
  revalidate: 3600,
  expire: null,
  ...more,
});

export const request = (id: number, decision: string, duration = 1): InspectedRequest => ({
  id,
  at: id,
  url: `${SITE}/requested/${id}`,
  kind: 'navigation',
  decision,
  duration,
  status: 200,
});

/** A worker that has these pages. It notes what it is told. */
export class FakeWorker {
  readonly told: { command: CommandName; params: object }[] = [];
  inspection: Inspection = {
    worker: '1',
    deployment: 'd',
    requests: [],
    events: [],
    stats: { hits: 3, stale: 1, misses: 1, regenerations: 1, failures: 0, entries: 0, bytes: 0, routes: {} },
    deployments: [{ id: 'd', active: true, activatedAt: 0 }],
    simulation: { isOffline: false, delayMs: 0 },
    feed: null,
    limits: { maxEntries: 2000, maxBytes: 5e7 },
  };

  constructor(public pages: InspectedPage[] = []) {}

  readonly #answers: { [N in CommandName]?: (params: Commands[N]['params']) => Commands[N]['result'] } = {
    inspect: ({ request: since = 0, event = 0, simulation }) => {
      if (simulation)
        this.inspection = {
          ...this.inspection,
          simulation: { ...this.inspection.simulation, ...simulation },
        };
      const { requests, events } = this.inspection;
      return {
        ...this.inspection,
        requests: requests.filter(({ id }) => id > since),
        events: events.filter(({ id }) => id > event),
      };
    },
    inspectPages: ({ limit = 50, after = '0' }) => {
      const end = Number(after) + limit;
      return {
        pages: this.pages.slice(Number(after), end),
        ...(end < this.pages.length && { next: String(end) }),
      };
    },
    explain: ({ url }) => ({
      url,
      route: '/*',
      key: url,
      state: 'fresh',
      why: ['The stored page is served at once.'],
    }),
  };

  readonly ask = <N extends CommandName>(
    command: N,
    params: Commands[N]['params'],
  ): Promise<Commands[N]['result']> => {
    this.told.push({ command, params });
    const answer = this.#answers[command];
    return Promise.resolve(answer?.(params) ?? null);
  };
}
