/** Validates the options of `doctor()` before the first request. */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { failure, type IsrError } from '../../shared/errors.js';
import type { DoctorOptions } from './types.js';

export interface CheckedOptions {
  origin: string;
  paths: string[] | undefined;
  worker: string;
  cookies: string[];
  headers: Map<string, string>;
  visitorHeaders: Map<string, string>;
}

const refused = (what: string, given: string, fault: string, remedy: string): IsrError =>
  failure('bad-request', `read the ${what} "${given}"`, fault, remedy);

/** @throws IsrError `bad-request` if it is not an origin. */
function readOrigin(given: string): string {
  // `localhost:3000` alone would be parsed as a URL with the scheme `localhost:`.
  const isBare = !/^[a-z][a-z\d+.-]*:\/\//i.test(given);
  const host = /^(?:localhost|127\.|\[::1\])/i.test(given) ? 'http' : 'https';
  if (isBare) throw refused('origin', given, 'it has no scheme', `Write ${host}://${given}`);
  if (!URL.canParse(given)) throw refused('origin', given, 'it is not a URL', 'Write https://HOST');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused('origin', given, 'it is neither https nor http', 'Write https://HOST');
  if (url.username || url.password)
    throw refused(
      'origin',
      given,
      'it contains a password',
      "Give it with --header 'Authorization: Basic …'",
    );
  const path = url.pathname + url.search;
  if (path !== '/') throw refused('origin', given, 'it has a path', `Write ${url.origin} --path ${path}`);
  return url.origin;
}

/** @throws IsrError `bad-request` if it is not a path of the site. */
function readPath(given: string, origin: string): string {
  const url = URL.canParse(given, origin) ? new URL(given, origin) : undefined;
  if (!given || url?.origin !== origin)
    throw refused('path', given, `it is not a path of ${origin}`, 'Write a path such as /products/1');
  return url.pathname + url.search;
}

/** Headers that belong to the connection, or change the kind of request. */
const RESERVED = /^(?:connection|content-length|transfer-encoding|upgrade|te|expect|range|if-.*)$/i;
const INCOMPLETE = 'a name and a value are needed';

function checkHeader(name: string, value: string): void {
  const given = `${name}: ${value}`;
  const example = "Write --header 'Name: value'";
  if (!name || !value) throw refused('header', given, INCOMPLETE, example);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw refused('header', given, 'it contains characters that are not allowed in a header', example);
  }
  if (RESERVED.test(name))
    throw refused('header', given, 'the doctor sets this header itself', 'Leave it out');
}

/** @throws IsrError `bad-request` for the first fault. */
export function checkOptions(options: DoctorOptions): CheckedOptions {
  const { paths, worker = '/sw.js', cookies = [], headers = [] } = options;
  const origin = readOrigin(options.origin);
  const checked: CheckedOptions = {
    origin,
    paths: paths?.length ? paths.map((path) => readPath(path, origin)) : undefined,
    worker: readPath(worker, origin),
    cookies: [...cookies],
    headers: new Map(),
    visitorHeaders: new Map(),
  };
  for (const cookie of cookies) {
    if (!cookie.includes('='))
      throw refused('cookie', cookie, 'it has no value', "Write --cookie 'name=value'");
    checkHeader('Cookie', cookie);
  }
  for (const [name, value] of headers) {
    checkHeader(name, value);
    const key = name.toLowerCase();
    if (key === 'cookie') checked.cookies.push(value);
    else (key === 'authorization' ? checked.visitorHeaders : checked.headers).set(key, value);
  }
  return checked;
}
