import { escapeHtml } from './escape-html.js';

/**
 * What the built-in pages have in common. Greys are half transparent and all else is the browser's own colours, so
 * that one set of rules suits light, dark and forced colours.
 */
const style =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}' +
  'body{margin:0;overflow-wrap:anywhere}' +
  'main{max-width:38em;margin:auto;padding:2em 1em}' +
  'h1{margin:0;line-height:1.2}' +
  'small{opacity:.7}' +
  'a{color:inherit}';

/** The parts in which the built-in pages differ. `title` and `body` are HTML. */
export interface DocumentParts {
  title: string;
  /** Rules of this page alone. */
  style?: string;
  body: string;
  /** For a page whose policy allows only styles with this nonce. */
  nonce?: string;
}

/** A whole page. `body` and `html` are left open, as HTML allows, so that more can be streamed behind it. */
export function htmlDocument({ title, style: own = '', body, nonce = '' }: DocumentParts): string {
  return (
    '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">' +
    `<title>${title}</title><style nonce="${escapeHtml(nonce)}">${style}${own}</style><body>${body}`
  );
}
