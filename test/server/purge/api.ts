/** A server in the shape of a CDN's API. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'reset';

const OK: Answer = { status: 200, body: { success: true, errors: [], result: { id: 'zone' } } };

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body ?? {}));
}

/** Answers with these in turn, and then with success. */
export async function withApi(
  answers: readonly Answer[],
  test: (api: string, requests: readonly ApiRequest[]) => Promise<void>,
): Promise<void> {
  const requests: ApiRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text ? JSON.parse(text) : undefined;
      requests.push({ path: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      send(response, answers[requests.length - 1] ?? OK);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
