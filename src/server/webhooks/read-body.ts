/** Reads the body of a webhook. Its size is counted while it arrives, because `Content-Length` may be absent or wrong. */
import { problem, type Problem } from './problem.js';

/** Parses `type/subtype; name=value`. */
function parseContentType(given: string | null): { type: string; charset: string } {
  const [type = '', ...parameters] = (given ?? '').toLowerCase().split(';');
  const charset = parameters.map((one) => /^\s*charset="?([^"\s]*)"?\s*$/.exec(one)?.[1]).find(Boolean);
  return { type: type.trim(), charset: charset ?? 'utf-8' };
}

function typeFault(headers: Headers): Problem | undefined {
  const { type, charset } = parseContentType(headers.get('content-type'));
  const remedy = 'Send JSON as application/json, in UTF-8 and uncompressed';
  if (type !== 'application/json' && !/^application\/[\w.+-]+\+json$/.test(type))
    return problem(415, type ? `its type is "${type.slice(0, 100)}"` : 'it has no Content-Type', remedy);
  if (charset !== 'utf-8' && charset !== 'utf8')
    return problem(415, `its charset is "${charset.slice(0, 40)}"`, remedy);
  const encoding = headers.get('content-encoding') ?? 'identity';
  return encoding === 'identity' ? undefined : problem(415, 'its body is compressed', remedy);
}

async function collect(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array[] | undefined> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** @param limit in bytes */
export async function readBody(request: Request, limit: number): Promise<{ text: string } | Problem> {
  const wrongType = typeFault(request.headers);
  if (wrongType) return wrongType;
  const tooLarge = problem(413, `its body is larger than ${limit} bytes`, 'Send fewer fields or tags');
  if (Number(request.headers.get('content-length')) > limit) return tooLarge;
  const empty = problem(400, 'its body is empty', 'Send a JSON object');
  if (!request.body) return empty;
  let chunks: Uint8Array[] | undefined;
  try {
    chunks = await collect(request.body, limit);
  } catch {
    return problem(400, 'its body was cut off', 'Send it again');
  }
  if (!chunks) return tooLarge;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(join(chunks));
    return text ? { text } : empty;
  } catch {
    return problem(400, 'its body is not UTF-8', 'Send JSON in UTF-8');
  }
}
