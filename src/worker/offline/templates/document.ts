/** Makes text safe between tags and in quoted attributes: titles and URLs come from pages. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * The styles of all built-in pages. Greys are half transparent, all other colours the browser's own: one set of rules
 * suits light, dark and forced colours.
 */
const style =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}' +
  'body{margin:0;overflow-wrap:anywhere}' +
  'main{max-width:38em;margin:auto;padding:2em 1em}' +
  'h1{margin:0;line-height:1.2}' +
  'small{opacity:.7}' +
  'a{color:inherit}';

/** `title` and `body` are HTML. */
export interface DocumentParts {
  title: string;
  /** More rules, for this page. */
  style?: string;
  body: string;
  /** The nonce of the page's Content-Security-Policy. */
  nonce?: string;
}

/** A whole page. `body` and `html` are left open, as HTML allows, so that more can be streamed after them. */
export function htmlDocument({ title, style: own = '', body, nonce = '' }: DocumentParts): string {
  return (
    '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">' +
    `<title>${title}</title><style nonce="${escapeHtml(nonce)}">${style}${own}</style><body>${body}`
  );
}
