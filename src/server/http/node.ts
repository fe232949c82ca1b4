/** Lets `node:http`, Express and Fastify answer by what answers a `Request`. */

/** The parts of `http.IncomingMessage` that are used. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express: the URL before a router took its path off. */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What a body parser has made of the body, which can then no longer be read. */
  readonly body?: unknown;
  readonly readableEnded?: boolean;
}

/** The parts of `http.ServerResponse` that are used. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(error?: Error): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
  off(event: 'close' | 'drain', listener: () => void): unknown;
  flushHeaders?(): void;
}

function bodyOf(request: NodeRequest): BodyInit {
  const { body } = request;
  if (body instanceof Uint8Array || typeof body === 'string') return body as BodyInit;
  if (request.readableEnded && body !== undefined)
    throw new TypeError(
      'Failed to read the webhook: a body parser has read it. Mount the feed before express.json().',
    );
  const parts: AsyncIterator<Uint8Array> = request[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await parts.next();
      if (part.done) controller.close();
      else controller.enqueue(new Uint8Array(part.value));
    },
    cancel: async () => {
      await parts.return?.();
    },
  });
}

function toRequest(request: NodeRequest, signal: AbortSignal): Request {
  const { method = 'GET', headers } = request;
  const host = String(headers['host'] ?? 'localhost');
  const url = new URL(
    request.originalUrl ?? request.url ?? '/',
    `http://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`,
  );
  const list = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
  const init = {
    method,
    headers: list.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
    ),
    signal,
    ...(method !== 'GET' && method !== 'HEAD' && { body: bodyOf(request), duplex: 'half' }),
  };
  return new Request(url, init);
}

/** A client that takes nothing for so long is let go. */
const DRAIN_TIMEOUT_MS = 30_000;

async function send(
  body: ReadableStream<Uint8Array>,
  response: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  const parts = body.getReader();
  const stop = (): void => void parts.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  for (let part = await parts.read(); !part.done && !signal.aborted; part = await parts.read()) {
    if (response.write(part.value)) continue;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => response.destroy(), DRAIN_TIMEOUT_MS);
      const go = (): void => {
        clearTimeout(late);
        response.off('drain', go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      response.on('drain', go);
      signal.addEventListener('abort', go);
      if (signal.aborted) go();
    });
  }
  signal.removeEventListener('abort', stop);
  if (signal.aborted) stop();
}

/** Answers one request of `node:http`. Never rejects. */
export async function answerNode(
  answer: (request: Request) => Promise<Response>,
  request: NodeRequest,
  response: NodeResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const { status, headers, body } = await answer(toRequest(request, gone.signal));
    response.writeHead(status, Object.fromEntries(headers));
    if (body && request.method !== 'HEAD') {
      response.flushHeaders?.();
      await send(body, response, gone.signal);
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    try {
      const text = JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
      response.writeHead(500, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.write(new TextEncoder().encode(text));
      response.end();
    } catch {
      response.destroy();
    }
  }
}
