/** What a file is sent as. */
import { readFile } from 'node:fs/promises';
import { lookup } from 'mrmime';

export interface Content {
  type: string;
  body: Buffer;
  isHtml: boolean;
}

const SNIPPET = '<script type="module" async src="/sw-isr.js"></script>';

/** Decoded as Latin-1, every byte is one character, whatever the page's own encoding: none is changed on the way. */
const BYTES = 'latin1';

const isUtf16 = (body: Buffer): boolean => /^(?:fffe|feff)/.test(body.toString('hex', 0, 2));

/** Adds the line that registers the worker: at the end of the head, else of what there is. */
function injectScript(body: Buffer): Buffer {
  const html = body.toString(BYTES);
  if (html.includes('/sw-isr.js') || isUtf16(body)) return body;
  const head = html.search(/<\/head\s*>/i);
  const start = /<body(?:\s[^>]*)?>/i.exec(html);
  const at = head >= 0 ? head : start ? start.index + start[0].length : html.length;
  return Buffer.from(html.slice(0, at) + SNIPPET + html.slice(at), BYTES);
}

/** A page that names its encoding is believed; a header would overrule it. */
function charset(type: string, body: Buffer, isHtml: boolean): string {
  const isText = /^text\/|[/+](?:json|xml)$|javascript$/.test(type);
  const isNamed =
    isHtml && (isUtf16(body) || /charset\s*=|encoding\s*=/i.test(body.toString(BYTES, 0, 1024)));
  return isText && !isNamed ? `${type}; charset=utf-8` : type;
}

/** Reads a file; a page gets the line that registers the worker. */
export async function readContent(path: string): Promise<Content> {
  const type = lookup(path) ?? 'application/octet-stream';
  const isHtml = type === 'text/html' || type === 'application/xhtml+xml';
  const file = await readFile(path);
  return { type: charset(type, file, isHtml), body: isHtml ? injectScript(file) : file, isHtml };
}
