/** The last requests that this worker answered. In memory: a worker that was stopped begins anew. */
import type { InspectedRequest } from '../../shared/messages.js';

const MAX_REQUESTS = 500;

export interface RequestLog {
  /** Names this worker. */
  readonly worker: string;
  readonly note: (event: FetchEvent, response: Promise<Response>) => void;
  /** The requests after a number, the oldest first. */
  after(since: number): InspectedRequest[];
}

const kindOf = ({ mode, destination }: Request): InspectedRequest['kind'] =>
  mode === 'navigate' ? 'navigation' : destination ? 'asset' : 'fetch';

/** The worker's word in a `Server-Timing` field. */
export const decisionIn = (field: string): string | undefined =>
  /(?:^|,)\s*isr;[^,]*?desc="?([^",;]+)/.exec(field)?.[1];

/** The worker's word for what it did. Answers without one came from the network or are assets. */
const decisionOf = ({ headers }: Response, kind: InspectedRequest['kind']): string =>
  decisionIn(headers.get('server-timing') ?? '') ?? (kind === 'asset' ? 'asset' : 'network');

export function createRequestLog(now: () => number): RequestLog {
  const requests: InspectedRequest[] = [];
  let last = 0;
  return {
    worker: `${now()}`,
    note({ request }, response) {
      const [at, startedAt, kind] = [now(), performance.now(), kindOf(request)];
      const add = (decision: string, status: number): void => {
        last += 1;
        const duration = performance.now() - startedAt;
        requests.push({ id: last, at, url: request.url, kind, decision, duration, status });
        requests.splice(0, requests.length - MAX_REQUESTS);
      };
      response.then(
        (answer) => add(decisionOf(answer, kind), answer.status),
        () => add('failed', 0),
      );
    },
    after: (since) => requests.filter(({ id }) => id > since),
  };
}
