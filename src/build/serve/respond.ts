/** Sends a response with validators, or 304. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Answer {
  status?: number;
  type: string;
  body: Buffer;
  modifiedAt?: Date;
  headers?: Record<string, string>;
}

const strongTag = (body: Buffer): string => `"${createHash('sha256').update(body).digest('base64url')}"`;

/** RFC 9110 §13.2.2: `If-Modified-Since` counts only without `If-None-Match`. */
function isUnchanged({ headers }: IncomingMessage, tag: string, modifiedAt: Date | undefined): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.trim() === '*' || tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modifiedAt !== undefined && Math.floor(modifiedAt.getTime() / 1000) * 1000 <= since;
}

/**
 * Sends a response. `public`: a file is the same for everyone. `no-cache`: the browser revalidates it each time, so an
 * edited file is shown at once.
 */
export function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status = 200, type, body, modifiedAt, headers = {} } = answer;
  const tag = strongTag(body);
  const validators = {
    'Cache-Control': 'public, no-cache',
    ETag: tag,
    ...(modifiedAt && { 'Last-Modified': modifiedAt.toUTCString() }),
    ...headers,
  };
  if (status === 200 && isUnchanged(request, tag, modifiedAt)) {
    response.writeHead(304, validators).end();
    return;
  }
  const described = { 'Content-Type': type, 'Content-Length': body.length };
  response.writeHead(status, status === 200 ? { ...validators, ...described } : { ...headers, ...described });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

/** A page of the server itself. */
export function pageAnswer(status: number, title: string, headers: Record<string, string> = {}): Answer {
  const text = escape(title);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${text}</title><h1>${text}</h1></html>\n`;
  return { status, type: 'text/html; charset=utf-8', body: Buffer.from(html), headers };
}
