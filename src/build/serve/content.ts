/** The content of a served file. */
import { readFile } from 'node:fs/promises';
import { lookup } from 'mrmime';
import { addScript, injectScript } from '../site/inject-script.js';

export interface Content {
  type: string;
  body: Buffer;
  isHtml: boolean;
}

/** Latin-1 maps each byte to one character, so no byte is changed, whatever the page's encoding. */
const BYTES = 'latin1';

const isUtf16 = (body: Buffer): boolean => /^(?:fffe|feff)/.test(body.toString('hex', 0, 2));

function injectInto(body: Buffer, script: string | undefined): Buffer {
  if (isUtf16(body)) return body;
  const html = injectScript(body.toString(BYTES), '/sw-isr.js');
  return Buffer.from(script === undefined ? html : addScript(html, script), BYTES);
}

/** Adds a charset, unless the page declares its encoding: the header would override it. */
function charset(type: string, body: Buffer, isHtml: boolean): string {
  const isText = /^text\/|[/+](?:json|xml)$|javascript$/.test(type);
  const isNamed =
    isHtml && (isUtf16(body) || /charset\s*=|encoding\s*=/i.test(body.toString(BYTES, 0, 1024)));
  return isText && !isNamed ? `${type}; charset=utf-8` : type;
}

/**
 * Reads a file. A page gets the script element that registers the worker.
 * @param script the path of another script that it gets
 */
export async function readContent(path: string, script?: string): Promise<Content> {
  const type = lookup(path) ?? 'application/octet-stream';
  const isHtml = type === 'text/html' || type === 'application/xhtml+xml';
  const file = await readFile(path);
  return { type: charset(type, file, isHtml), body: isHtml ? injectInto(file, script) : file, isHtml };
}
