/**
 * The globals of a service worker that is only started. Listeners are recorded, and asynchronous functions never
 * answer: no timer, request or database can keep the build alive, or run code after it.
 */
import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern';

/** Globals that Node and service workers share, and that do nothing by themselves. */
const SHARED = [
  ...['AbortController', 'AbortSignal', 'Blob', 'ByteLengthQueuingStrategy', 'CompressionStream'],
  ...['CountQueuingStrategy', 'CryptoKey', 'CustomEvent', 'DOMException', 'DecompressionStream', 'Event'],
  ...['EventTarget', 'File', 'FormData', 'Headers', 'ReadableStream', 'Request', 'Response', 'SubtleCrypto'],
  ...['TextDecoder', 'TextDecoderStream', 'TextEncoder', 'TextEncoderStream', 'TransformStream', 'URL'],
  ...['URLSearchParams', 'WritableStream', 'atob', 'btoa', 'crypto', 'performance', 'structuredClone'],
];

/** Classes that libraries use with `instanceof`. No instances exist yet. */
const EMPTY_CLASSES = [
  ...['BroadcastChannel', 'Cache', 'CacheStorage', 'Client', 'Clients', 'ExtendableEvent', 'FetchEvent'],
  ...['IDBCursor', 'IDBDatabase', 'IDBFactory', 'IDBIndex', 'IDBKeyRange', 'IDBObjectStore', 'IDBRequest'],
  ...['IDBOpenDBRequest', 'IDBTransaction', 'MessageChannel', 'MessagePort', 'ServiceWorkerGlobalScope'],
  ...['ServiceWorkerRegistration', 'WindowClient', 'WorkerGlobalScope'],
];

const nothing = (): void => undefined;
const never = (): Promise<never> => new Promise(nothing);

const methods = (names: readonly string[], method: () => unknown): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, method]));

const inertClass = (): unknown =>
  class {
    addEventListener = nothing;
    removeEventListener = nothing;
    postMessage = nothing;
    close = nothing;
  };

export interface StartingWorker {
  globals: Record<string, unknown>;
  /** The types of events for which it has listeners. */
  listeners: Set<string>;
  /** The messages that it wrote to `console.error`. */
  errors: string[];
}

export function startingWorker(): StartingWorker {
  const listeners = new Set<string>();
  const errors: string[] = [];
  const node = globalThis as unknown as Record<string, unknown>;
  const globals: Record<string, unknown> = {
    ...Object.fromEntries(SHARED.filter((name) => name in node).map((name) => [name, node[name]])),
    ...Object.fromEntries(EMPTY_CLASSES.map((name) => [name, inertClass()])),
    ...methods(['setTimeout', 'setInterval'], () => 0),
    ...methods(['clearTimeout', 'clearInterval', 'queueMicrotask', 'importScripts'], nothing),
    ...methods(['removeEventListener', 'reportError'], nothing),
    ...methods(['fetch', 'skipWaiting', 'createImageBitmap'], never),
    URLPattern: node.URLPattern ?? Polyfill,
    addEventListener: (type: unknown) => void listeners.add(String(type)),
    console: {
      ...methods(Object.keys(console), nothing),
      error: (...args: unknown[]) => void errors.push(args.map(String).join(' ')),
    },
    location: new URL('https://site.example/sw.js'),
    origin: 'https://site.example',
    isSecureContext: true,
    navigator: { onLine: true, userAgent: '', language: 'en', locks: methods(['request', 'query'], never) },
    registration: {
      scope: 'https://site.example/',
      ...methods(['update', 'unregister', 'showNotification', 'getNotifications'], never),
    },
    clients: methods(['claim', 'get', 'matchAll', 'openWindow'], never),
    caches: methods(['delete', 'has', 'keys', 'match', 'open'], never),
    indexedDB: {
      ...methods(['open', 'deleteDatabase'], () => new EventTarget()),
      databases: never,
      cmp: () => 0,
    },
  };
  return { globals, listeners, errors };
}
