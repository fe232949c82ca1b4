/** The content of a served file. */
import { readFile } from 'node:fs/promises';
import { lookup } from 'mrmime';

export interface Content {
  type: string;
  body: Buffer;
  isHtml: boolean;
}

const SNIPPET = '<script type="module" async src="/sw-isr.js"></script>';

/** Latin-1 maps each byte to one character, so no byte is changed, whatever the page's encoding. */
const BYTES = 'latin1';

const isUtf16 = (body: Buffer): boolean => /^(?:fffe|feff)/.test(body.toString('hex', 0, 2));

/** Adds the script element that registers the worker: at the end of the head, or else where the body starts or ends. */
function injectScript(body: Buffer): Buffer {
  const html = body.toString(BYTES);
  if (html.includes('/sw-isr.js') || isUtf16(body)) return body;
  const head = html.search(/<\/head\s*>/i);
  const start = /<body(?:\s[^>]*)?>/i.exec(html);
  const at = head >= 0 ? head : start ? start.index + start[0].length : html.length;
  return Buffer.from(html.slice(0, at) + SNIPPET + html.slice(at), BYTES);
}

/** Adds a charset, unless the page declares its encoding: the header would override it. */
function charset(type: string, body: Buffer, isHtml: boolean): string {
  const isText = /^text\/|[/+](?:json|xml)$|javascript$/.test(type);
  const isNamed =
    isHtml && (isUtf16(body) || /charset\s*=|encoding\s*=/i.test(body.toString(BYTES, 0, 1024)));
  return isText && !isNamed ? `${type}; charset=utf-8` : type;
}

/** Reads a file. A page gets the script element that registers the worker. */
export async function readContent(path: string): Promise<Content> {
  const type = lookup(path) ?? 'application/octet-stream';
  const isHtml = type === 'text/html' || type === 'application/xhtml+xml';
  const file = await readFile(path);
  return { type: charset(type, file, isHtml), body: isHtml ? injectScript(file) : file, isHtml };
}
