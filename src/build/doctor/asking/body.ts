/** Reads the body of an answer, of which no more is kept than the worker would store. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What kept a body from being read whole. */
export type Lack = 'too large' | 'endless' | 'cut short';

export interface Body {
  /** Each byte as one character. */
  text: string;
  bytes: number;
  /** Undefined where the body is whole. */
  lack: Lack | undefined;
}

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The encodings that can be decoded, for `Accept-Encoding`. */
export const ENCODINGS = 'gzip, deflate, br';

/** Types that end when the page is left, and no sooner. */
const STREAM = /^(?:text\/event-stream|multipart\/x-mixed-replace)\b/i;

/** An answer that has no body keeps the `Content-Encoding` of the page (RFC 9110 §15.4.5). */
const isBodyless = ({ statusCode, headers }: IncomingMessage): boolean =>
  statusCode === 204 || statusCode === 304 || headers['content-length'] === '0';

/** Undoes the encodings, the last of which was applied last (RFC 9110 §8.4). */
function decoded(response: IncomingMessage): Readable {
  if (isBodyless(response)) return response;
  const codings = (response.headers['content-encoding'] ?? '').toLowerCase().split(/\s*,\s*/);
  return codings.reverse().reduce<Readable>((stream, coding) => {
    const decoder = DECODERS[coding]?.();
    if (!decoder) return stream;
    // What breaks the stream breaks the decoder, so that its reader is told.
    stream.once('error', (error) => decoder.destroy(error));
    return stream.pipe(decoder);
  }, response);
}

/**
 * Reads the body; never rejects.
 * @param isOver tells whether the time for the answer is over: the body is then taken for one that does not end
 */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  isOver: () => boolean,
): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let lack: Lack | undefined = STREAM.test(response.headers['content-type'] ?? '') ? 'endless' : undefined;
  try {
    if (lack) return { text: '', bytes, lack };
    for await (const chunk of decoded(response) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        lack = 'too large';
        break;
      }
      chunks.push(chunk);
    }
    if (!lack && !response.complete) lack = 'cut short';
  } catch {
    lack = isOver() ? 'endless' : 'cut short';
  } finally {
    if (lack) response.destroy();
  }
  return { text: Buffer.concat(chunks).toString('latin1'), bytes, lack };
}
