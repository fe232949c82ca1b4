/** A small server-rendered site, written as a function from a request to an answer. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** One request, taken apart. */
export interface Ask {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Path and query, as they were sent. */
  url: string;
  headers: IncomingHttpHeaders;
  cookies: Record<string, string | undefined>;
  body: string;
  /** The fields of the form that was sent, by either encoding. */
  form: URLSearchParams;
}

/** One answer. Without a `Content-Type` it is HTML where it has a body. */
export interface Answer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export type App = (ask: Ask) => Answer | Promise<Answer>;

export interface PageParts extends Omit<Answer, 'body'> {
  head?: string;
  title?: string;
}

/** A whole page around a piece of HTML. */
export function page(content: string, { head = '', title = 'A page', ...answer }: PageParts = {}): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${content}</body></html>`;
  return { ...answer, body };
}

export function redirect(
  location: string,
  { status = 303, headers = {} }: Omit<Answer, 'body'> = {},
): Answer {
  return { status, headers: { ...headers, Location: location } };
}

/** A form with one button, which is the only one on its page. */
export const form = (action: string, fields = '', label = 'Send'): string =>
  `<form method="post" action="${action}">${fields}<button>${label}</button></form>`;

function parseCookies(header = ''): Ask['cookies'] {
  const pairs = header.split('; ').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  });
  return Object.fromEntries(pairs);
}

/** The text fields of a `multipart/form-data` body. */
function parseMultipart(body: string): URLSearchParams {
  const fields = body.matchAll(/name="([^"]+)"\r\n\r\n([^\r]*)\r\n/g);
  return new URLSearchParams([...fields].map(([, name = '', value = '']) => [name, value]));
}

async function readAsk(request: IncomingMessage): Promise<Ask> {
  const { method = '', url = '/', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://origin');
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += chunk as string;
  const multipart = headers['content-type']?.startsWith('multipart/');
  return {
    method,
    path: pathname,
    query: searchParams,
    url,
    headers,
    cookies: parseCookies(headers.cookie),
    body,
    form: multipart ? parseMultipart(body) : new URLSearchParams(body),
  };
}

function writeAnswer(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  const type: Answer['headers'] = body === undefined ? {} : { 'Content-Type': 'text/html; charset=utf-8' };
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  response.writeHead(status, named ? headers : { ...type, ...headers }).end(body);
}

/** The line that a site with sw-isr has in its pages, with the page's nonce where it has one. */
function withClient(answer: Answer): Answer {
  const policy = Object.entries(answer.headers ?? {}).find(([name]) =>
    /^content-security-policy$/i.test(name),
  );
  const nonce = /'nonce-([^']+)'/.exec(String(policy?.[1] ?? ''))?.[1];
  const line = `<script type="module"${nonce ? ` nonce="${nonce}"` : ''} src="/sw-isr.js"></script>`;
  return { ...answer, body: answer.body?.replace('</head>', `${line}</head>`) };
}

/**
 * Answers requests by an app.
 * @param client whether its pages load the client of sw-isr
 */
export function handleWith(app: App, { client }: { client: boolean }) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const answered = async () => {
      const answer = await app(await readAsk(request));
      writeAnswer(response, client ? withClient(answer) : answer);
    };
    answered().catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  };
}
