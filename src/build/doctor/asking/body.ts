/** Reads the body of a response, up to the size that the worker would store. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Why a body was not read completely. */
export type BodyFault = 'too large' | 'endless' | 'cut short';

export interface Body {
  /** One character per byte. */
  text: string;
  bytes: number;
  /** Undefined if the body is complete. */
  bodyFault: BodyFault | undefined;
}

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The encodings that can be decoded, for `Accept-Encoding`. */
export const ENCODINGS = 'gzip, deflate, br';

/** Types whose body does not end while the page is open. */
const STREAM = /^(?:text\/event-stream|multipart\/x-mixed-replace)\b/i;

/** A response without a body keeps the page's `Content-Encoding` (RFC 9110 §15.4.5). */
const isBodyless = ({ statusCode, headers }: IncomingMessage): boolean =>
  statusCode === 204 || statusCode === 304 || headers['content-length'] === '0';

/** Decodes the encodings in reverse order (RFC 9110 §8.4). */
function decoded(response: IncomingMessage): Readable {
  if (isBodyless(response)) return response;
  const codings = (response.headers['content-encoding'] ?? '').toLowerCase().split(/\s*,\s*/);
  return codings.reverse().reduce<Readable>((stream, coding) => {
    const decoder = DECODERS[coding]?.();
    if (!decoder) return stream;
    // An error of the stream must reach the reader of the decoder.
    stream.once('error', (error) => decoder.destroy(error));
    return stream.pipe(decoder);
  }, response);
}

/**
 * Reads the body; never rejects.
 * @param isOver whether the time for the response is over: the body then counts as endless
 */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  isOver: () => boolean,
): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let bodyFault: BodyFault | undefined = STREAM.test(response.headers['content-type'] ?? '')
    ? 'endless'
    : undefined;
  try {
    if (bodyFault) return { text: '', bytes, bodyFault };
    for await (const chunk of decoded(response) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        bodyFault = 'too large';
        break;
      }
      chunks.push(chunk);
    }
    if (!bodyFault && !response.complete) bodyFault = 'cut short';
  } catch {
    bodyFault = isOver() ? 'endless' : 'cut short';
  } finally {
    if (bodyFault) response.destroy();
  }
  return { text: Buffer.concat(chunks).toString('latin1'), bytes, bodyFault };
}
