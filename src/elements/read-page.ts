/** A network that swallows requests must not hold the visitor up: a reload shows what is stored. */
const TIMEOUT_MS = 10_000;

/**
 * Reads this page through the worker. By XMLHttpRequest, since its parser is no sink of Trusted Types.
 * @returns nothing if it is not the stored page: the worker sent the request on, or it failed
 */
export function readPage(url: string): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('Accept', 'text/html');
    request.onloadend = () => {
      const isStored = /\bsw-isr; *hit\b/.test(request.getResponseHeader('Cache-Status') ?? '');
      resolve((isStored && request.status === 200 && request.responseXML) || undefined);
    };
    request.send();
  });
}
