/** Ways in which an origin fails, as handlers for {@link Origin.handle}. */
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** Half of a chunked body, then the connection breaks. */
export const truncated =
  (body: string, encoding?: 'gzip'): Handler =>
  (_request, response) => {
    const bytes = encoding ? gzipSync(body) : Buffer.from(body);
    response.writeHead(200, { ...HTML, ...(encoding && { 'Content-Encoding': encoding }) });
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
      setTimeout(() => response.socket?.destroy(), 50);
    });
  };

/** The whole body, under a `Content-Length` that promises more; then the connection ends. */
export const tooLongLength =
  (body: string): Handler =>
  (_request, response) => {
    response.writeHead(200, { ...HTML, 'Content-Length': Buffer.byteLength(body) + 100 });
    response.write(body, () => {
      setTimeout(() => response.socket?.destroy(), 50);
    });
  };

/** A 200 with nothing in it. */
export const empty: Handler = (_request, response) => {
  response.writeHead(200, { ...HTML, 'Content-Length': 0 }).end();
};

/** A body that never ends. */
export const endless: Handler = (_request, response) => {
  response.writeHead(200, HTML);
  response.write('<!doctype html><title>Endless</title>');
  const timer = setInterval(() => response.write('<p>more</p>'), 100);
  response.on('close', () => {
    clearInterval(timer);
  });
};

/** Takes the request and says nothing. */
export const silent: Handler = (_request, response) => {
  response.on('close', () => undefined);
};

/** Begins the body and then says nothing more. */
export const stuck =
  (start: string): Handler =>
  (_request, response) => {
    response.writeHead(200, HTML);
    response.write(start);
  };

/** Resets the connection before a byte is answered. */
export const reset: Handler = (request) => {
  request.socket.resetAndDestroy();
};

export const redirectTo =
  (location: string, status = 302): Handler =>
  (_request, response) => {
    response.writeHead(status, { Location: location }).end();
  };

/** Answers with a status and a page that explains it, as servers do when something breaks behind them. */
export const failing =
  (status = 500): Handler =>
  (_request, response) => {
    response.writeHead(status, HTML).end(`<!doctype html><title>${status}</title><p>Something broke.</p>`);
  };
