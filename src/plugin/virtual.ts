/** The module `virtual:sw-isr`: the client of `/sw-isr.js`, which registers the worker when it is loaded. */
export const VIRTUAL = 'virtual:sw-isr';

/**
 * The code of the module. It loads `/sw-isr.js` in the browser, as the script element does, so that a page has one
 * client. The address is no literal: a bundler would look for the file.
 * @param src an expression for the address of the client
 */
export const virtualCode = (src: string): string => `const src = ${src};
const onServer = typeof document === 'undefined';
const client = onServer ? undefined : import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ src);
export const ready = onServer ? new Promise(() => {}) : client.then((module) => module.ready);
export const register = (...args) =>
  onServer ? new Promise(() => {}) : client.then((module) => module.register(...args));
`;

/** The address of the client under a base, which may be relative to the page. */
export const clientExpression = (base: string): string =>
  base.startsWith('/') || /^https?:/.test(base)
    ? JSON.stringify(`${base}sw-isr.js`)
    : `new URL('sw-isr.js', document.baseURI).href`;
