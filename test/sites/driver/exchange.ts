/** What a tab asked and what it got, as far as it tells a page from a part of one. */
import type { HTTPRequest, HTTPResponse } from 'puppeteer-core';

export interface Exchange {
  /** What was asked: the method, the path, and what a router says it wants. */
  asked: string;
  isDocument: boolean;
  status: number;
  /** The media type. */
  type: string;
  /** Whether the body is a whole HTML page; undefined where it was gone before it was read. */
  isWhole: boolean | undefined;
  /** The first characters of the body. */
  start: string;
}

/** Request headers by which routers say that they want a part. */
const PARTS = [
  'rsc',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-action',
  'hx-request',
  'hx-boosted',
  'turbo-frame',
];

/** Parameters that differ with each build or each moment. */
const VARYING = /[?&](?:_rsc|x-sveltekit-[a-z-]+|_hash|[0-9a-f-]{36})(?:=[^&]*)?/g;

const isMainDocument = (request: HTTPRequest): boolean =>
  request.isNavigationRequest() && request.frame()?.parentFrame() === null;

function wishOf(request: HTTPRequest): string {
  if (isMainDocument(request)) return 'document';
  const headers = request.headers();
  const parts = PARTS.filter((name) => headers[name] !== undefined);
  if (headers.accept?.includes('turbo-stream')) parts.push('turbo-stream');
  return [request.resourceType(), ...parts].join(' ');
}

async function bodyOf(response: HTTPResponse): Promise<string | undefined> {
  try {
    return await response.text();
  } catch {
    return undefined;
  }
}

const TEXTS = /html|json|x-component|javascript|text\/plain/;

/** @returns undefined for redirects, and for what is neither a page nor fetched by a script */
export async function readExchange(response: HTTPResponse): Promise<Exchange | undefined> {
  const request = response.request();
  const isDocument = isMainDocument(request);
  const isScripted = ['fetch', 'xhr', 'document'].includes(request.resourceType());
  const status = response.status();
  if (!isScripted || (status >= 300 && status < 400)) return undefined;
  const { pathname, search } = new URL(response.url());
  const type = (response.headers()['content-type'] ?? '').split(';')[0] ?? '';
  const body = TEXTS.test(type) ? await bodyOf(response) : '';
  return {
    asked: `${request.method()} ${pathname}${search.replace(VARYING, '')} (${wishOf(request)})`,
    isDocument,
    status,
    type,
    isWhole: body === undefined ? undefined : /^\s*(?:<!doctype html|<html)/i.test(body),
    start: (body ?? '').slice(0, 80),
  };
}
