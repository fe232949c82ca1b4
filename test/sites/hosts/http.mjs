/** The parts that the small servers share: forms, the visitor's cookie, and answers. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** @param {IncomingMessage} request @returns {Promise<URLSearchParams>} the fields of a form, or of a JSON object */
export async function readForm(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const isJson = (request.headers['content-type'] ?? '').includes('json');
  return new URLSearchParams(isJson ? JSON.parse(body || '{}') : body);
}

/** @param {IncomingMessage} request @returns {string} who is logged in, or "nobody" */
export function userOf(request) {
  const [, name] = /(?:^|; )user=([^;]*)/.exec(request.headers.cookie ?? '') ?? [];
  return name ?? 'nobody';
}

/** @param {string} [name] @returns {string} the Set-Cookie field that logs somebody in, or everybody out */
export const userCookie = (name) =>
  `user=${name ?? ''}; Path=/; HttpOnly; SameSite=Lax${name === undefined ? '; Max-Age=0' : ''}`;

/** @param {ServerResponse} response @param {string} location @param {string} [cookie] */
export function seeOther(response, location, cookie) {
  response.writeHead(303, { location, ...(cookie !== undefined && { 'set-cookie': cookie }) }).end();
}

/**
 * Sends a body with an `ETag`, or a 304 to whom has it already.
 * @param {IncomingMessage} request @param {ServerResponse} response
 * @param {{ body: string | Buffer, type: string, status?: number, headers?: Record<string, string> }} answer
 */
export function sendWithETag(request, response, { body, type, status = 200, headers = {} }) {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag, ...headers }).end();
    return;
  }
  response.writeHead(status, { 'content-type': type, etag, ...headers }).end(body);
}

/** Listens where the driver says. @param {(request: IncomingMessage, response: ServerResponse) => Promise<void> | void} handle */
export function listen(handle) {
  createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error) => {
      console.error(error);
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error');
    });
  }).listen(Number(process.env.PORT), '127.0.0.1');
}
