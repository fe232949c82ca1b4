import { htmlDocument } from './document.js';

const style =
  'header{padding:1em;background:#8881}' +
  'i{display:block;height:1em;margin:1em 0;border-radius:.4em;background:#8883;animation:a 1s infinite alternate}' +
  'header i{width:8em;margin:0}' +
  'p+i{width:60%;height:2em}' +
  'i:nth-of-type(4n){width:75%}' +
  'i:nth-of-type(5){height:14em}' +
  '@media(prefers-reduced-motion:no-preference){@keyframes a{to{opacity:.5}}}';

/**
 * The loading shell of sites that have none of their own (rule 12): a header, a title, lines and a picture, as most
 * pages have. The words are there from the start, as browsers count text, and not coloured boxes, as content.
 */
export function builtInShell(): string {
  const title = 'Loading…';
  const lines = '<i></i>'.repeat(8);
  return htmlDocument({
    title,
    style,
    body: `<header><i></i></header><main><p role=status>${title}</p>${lines}</main>`,
  });
}
