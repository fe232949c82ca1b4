/** The argument of a Workbox or Serwist handler. */
import type { Params } from '../../config/match.js';

export interface HandlerOptions {
  event: ExtendableEvent;
  request: Request | string;
  /** What the router has matched: the groups of a RegExp, or what a function returned. */
  params?: unknown;
}

/** The argument, in one form. */
export interface HandlerArguments {
  readonly event: ExtendableEvent;
  readonly request: Request;
  readonly params: Params;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** Texts by their name. Those of a RegExp are named by their place in Workbox's list, from `'0'`. */
const paramsOf = (params: unknown): Params =>
  typeof params === 'object' && params
    ? Object.fromEntries(
        Object.entries(params).filter((param): param is [string, string] => typeof param[1] === 'string'),
      )
    : {};

/** @param work collects what the event is kept alive for */
export function argumentsOf(given: FetchEvent | HandlerOptions, work: Promise<unknown>[]): HandlerArguments {
  const { event, request, params }: HandlerOptions =
    'event' in given ? given : { event: given, request: given.request };
  return {
    event,
    request: typeof request === 'string' ? new Request(request) : request,
    params: paramsOf(params),
    waitUntil(one) {
      work.push(one);
      event.waitUntil(one);
    },
  };
}
