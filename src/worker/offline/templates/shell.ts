import { htmlDocument } from './document.js';

const style =
  'header{padding:1em;background:#8881}' +
  'i,canvas{display:block;height:1em;margin:1em 0;border-radius:.4em;background:#8883;animation:a 1s infinite alternate}' +
  'header i{width:8em;margin:0}' +
  'h1{font:inherit}' +
  'div+i{width:60%;height:2em}' +
  'i:nth-of-type(4n){width:75%}' +
  'canvas{width:100%;height:14em}' +
  '@media(prefers-reduced-motion:no-preference){@keyframes a{to{opacity:.5}}}';

/**
 * The built-in loading shell (rule 12): a header, a title, lines and an image, like most pages. It contains a word, since
 * browsers count text as content, but not coloured boxes. The image is a `canvas`: WebKit keeps the old page on screen
 * until a page that is still loading has 200 characters or a bitmap larger than 32 × 32 pixels (an `svg` is not one).
 */
export function builtInShell(): string {
  const title = 'Loading…';
  const lines = '<i></i>'.repeat(4);
  return htmlDocument({
    title,
    style,
    body: `<header><i></i></header><main><div role=status><h1>${title}</h1></div>${lines}<canvas aria-hidden=true></canvas>${lines}</main>`,
  });
}
