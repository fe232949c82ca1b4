/**
 * Stands before a site's server under one address: a deploy moves it to another server, unplugging it refuses every
 * connection, and it notes what is asked.
 */
import { createServer, request as forward, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OriginRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Front {
  readonly url: string;
  readonly log: OriginRequest[];
  /** Sends what comes from now on to this port. */
  pointTo(port: number): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

/** Without the worker, a page's script line finds an empty script. */
const NO_WORKER = '/sw-isr.js';

export async function startFront(hasWorker: boolean): Promise<Front> {
  const log: OriginRequest[] = [];
  let target = 0;
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    log.push({ method, url, headers });
    if (!hasWorker && url.startsWith(NO_WORKER)) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end();
      return;
    }
    const onward = forward(
      { agent: false, host: '127.0.0.1', port: target, method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.headers);
        answer.pipe(response);
      },
    );
    onward.once('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    pointTo(next) {
      target = next;
    },
    async unplug() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    plug: () => listen(server, port),
  };
}
