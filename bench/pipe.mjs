/** The DevTools protocol over a browser's pipe: messages that end with a zero. */

/**
 * @param {NodeJS.WritableStream} input
 * @param {NodeJS.ReadableStream} output
 * @returns {import('puppeteer-core').ConnectionTransport}
 */
export function pipeTransport(input, output) {
  /** @type {Buffer[]} */
  let parts = [];
  /** @type {import('puppeteer-core').ConnectionTransport} */
  const transport = {
    send: (message) => void input.write(`${message}\0`),
    close: () => input.end(),
  };
  output.on('data', (/** @type {Buffer} */ chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
      transport.onmessage?.(message);
    }
    parts.push(chunk.subarray(start));
  });
  output.on('close', () => transport.onclose?.());
  // A browser that is gone answers nothing; its end is told by `close`.
  for (const stream of [input, output]) stream.on('error', () => undefined);
  return transport;
}
