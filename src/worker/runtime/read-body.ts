/** Reads the body of an answer, which may be too large, or never end. */
/** Browsers end a background event a little later. */
const BODY_TIMEOUT_MS = 25_000;

/**
 * @param limit what the error calls `maxBytes`
 * @throws RangeError if the body is larger than `maxBytes`, or does not end in time; TypeError if it breaks off
 */
export async function readBody(
  { body }: Response,
  maxBytes: number,
  limit = 'limits.maxPageBytes',
): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  let size = 0;
  let fault: string | undefined;
  const stop = (why: string): void => {
    fault = why;
    // Not awaited: it resolves only after the visitor has read the other copy.
    reader?.cancel().catch(() => undefined);
  };
  const timer = setTimeout(() => stop('its body did not end in time'), BODY_TIMEOUT_MS);
  try {
    for (let read; (read = await reader?.read()) && !read.done && !fault;) {
      chunks.push(read.value);
      size += read.value.byteLength;
      if (size > maxBytes) stop(`its body exceeds ${limit}`);
    }
  } finally {
    clearTimeout(timer);
  }
  if (fault) throw new RangeError(fault);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole.buffer;
}
