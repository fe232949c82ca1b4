/** What a request's field says, whatever its spelling (RFC 9111 §4.1). */

interface Language {
  readonly tag: string;
  readonly quality: number;
}

/** The languages of an `Accept-Language` field, the best first. */
function languages(field: string): Language[] {
  return field
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.split(/\s*;\s*q\s*=\s*/);
      return { tag: tag.trim(), quality: q === undefined ? 1 : Number(q) || 0 };
    })
    .filter(({ tag }) => tag)
    .sort((a, b) => b.quality - a.quality || (a.tag < b.tag ? -1 : 1));
}

/** The value without what makes no difference: spaces around commas, and the case and order of languages. */
export const normalizeField = (name: string, value: string): string =>
  name === 'accept-language'
    ? languages(value)
        .map(({ tag, quality }) => `${tag};q=${quality}`)
        .join()
    : value.trim().replace(/\s*,\s*/g, ',');

/** The one language that is wanted more than any other. */
export function preferredLanguage(field: string): string | undefined {
  const [first, second] = languages(field);
  return first && first.quality > (second?.quality ?? 0) ? first.tag : undefined;
}
