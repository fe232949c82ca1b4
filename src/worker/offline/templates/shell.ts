import { htmlDocument } from './document.js';

const style =
  'header{padding:1em;background:#8881}' +
  'i,canvas{display:block;height:1em;margin:1em 0;border-radius:.4em;background:#8883;animation:a 1s infinite alternate}' +
  'header i{width:8em;margin:0}' +
  'p+i{width:60%;height:2em}' +
  'i:nth-of-type(4n){width:75%}' +
  'canvas{width:100%;height:14em}' +
  '@media(prefers-reduced-motion:no-preference){@keyframes a{to{opacity:.5}}}';

/**
 * The loading shell of sites that have none of their own (rule 12): a header, a title, lines and a picture, as most
 * pages have. The word is there from the start, as browsers count text, and not coloured boxes, as content. The
 * picture is a `canvas`, as WebKit keeps the old page on screen until a page that is still loading has shown 200
 * characters or a bitmap of more than 32 × 32 pixels (an `svg` does not do).
 */
export function builtInShell(): string {
  const title = 'Loading…';
  const lines = '<i></i>'.repeat(4);
  return htmlDocument({
    title,
    style,
    body: `<header><i></i></header><main><p role=status>${title}</p>${lines}<canvas aria-hidden=true></canvas>${lines}</main>`,
  });
}
