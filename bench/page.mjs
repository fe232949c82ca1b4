/** A page of the size that pages have here, each rendering told apart. */

/** Bytes of a page. */
export const PAGE_BYTES = 20_480;

const WORDS =
  'page stored fresh stale origin answer visitor worker hour price shelf garden letter river'.split(' ');

/** Text that differs from page to page. @param {number} seed @param {number} length */
function prose(seed, length) {
  let text = '';
  for (let state = seed + 1; text.length < length;) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${WORDS[state % WORDS.length]} `;
  }
  return text.slice(0, length);
}

/** @param {string} path @param {number} generation how often it was rendered with this time @param {string} head */
export function render(path, generation, head) {
  const start =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${path}</title>${head}` +
    '<style>body{font:16px/1.5 system-ui;max-width:40em;margin:2em auto}</style></head>' +
    `<body data-path="${path}" data-generation="${generation}"><h1>${path}</h1><p>`;
  const end = '</p></body></html>';
  return start + prose(generation * 31 + path.length, PAGE_BYTES - start.length - end.length) + end;
}
