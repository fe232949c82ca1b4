/** Facts read from a page's HTML: type, encoding, title. */

/** Whether a `Content-Type` is HTML. */
export const isHtml = (type: string | null | undefined): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)\s*(?:[;,]|$)/i.test(type ?? '');

/** Named entities that are common in titles. */
const ENTITIES = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
  }),
);

/** The text with its character references decoded. Unknown ones stay. */
export const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, dec?: string, hex?: string, name = '') => {
    if (name) return ENTITIES.get(name as string) ?? whole;
    const code = dec ? Number(dec) : parseInt(hex ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/**
 * The label of the encoding that a page declares: in its `Content-Type`, or else in a `<meta>` near its start.
 * @param start the page's first bytes, decoded with any encoding
 */
export const charsetOf = (type: string | null, start: string): string | undefined =>
  /(?:^[^\n]*;|<meta\s[^>]{0,200}?)\s*charset\s*=[\s"']*([^\s"';/>]+)/i.exec(`${type}\n${start}`)?.[1];

/** The text of the first `<title>`, up to 300 characters; empty if there is none. */
export function titleOf(html: string): string {
  const [, text = ''] = /<title(?:\s[^>]{0,200})?>((?:[^<]|<(?!\/title)){0,300})/i.exec(html) ?? [];
  return decoded(text).replace(/\s+/g, ' ').trim();
}
