/** The script element that registers the worker. @example scriptElement('/sw-isr.js') */
export const scriptElement = (src: string): string => `<script type="module" async src="${src}"></script>`;

/** A page with spaces in place of its comments. */
const withoutComments = (html: string): string =>
  html.replace(/<!--[^]*?-->/g, (comment) => ' '.repeat(comment.length));

/** Whether a page, or a template, loads the client by itself. */
export const loadsClient = (html: string): boolean => /[/"'=]sw-isr\.js/.test(withoutComments(html));

/** Adds a script element to a page: at the end of the head, or else where the body starts or ends. */
export function addScript(html: string, src: string): string {
  const bare = withoutComments(html);
  const head = bare.search(/<\/head\s*>/i);
  const start = /<body(?:\s[^>]*)?>/i.exec(bare);
  const at = head >= 0 ? head : start ? start.index + start[0].length : html.length;
  return html.slice(0, at) + scriptElement(src) + html.slice(at);
}

/**
 * Adds the script element to a page that has none.
 * @example injectScript('<head></head>', '/sw-isr.js')
 */
export const injectScript = (html: string, src: string): string =>
  loadsClient(html) ? html : addScript(html, src);
