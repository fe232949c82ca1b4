/** Parses sitemaps (https://www.sitemaps.org/protocol.html), malformed ones as far as possible. Syntax only. */
import { decoded } from './html.js';

/** A period in milliseconds since the epoch. A date without a time is the whole day. */
export type Period = readonly [from: number, to: number];

export interface SitemapPage {
  loc: string;
  /** When the page changed last. */
  changed?: Period;
  /** From 0 to 1. */
  priority: number;
}

export interface Sitemap {
  pages: SitemapPage[];
  /** The sitemaps that an index lists. */
  sitemaps: string[];
}

/** A comment or instruction; a CDATA section; a tag with its slash, and its name without prefix; text. */
const TOKEN =
  /<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)|<(\/?)(?:[\w.-]+:)?([\w.-]+)(?![\w.-])[^"'<>]*(?:(?:"[^"<]*"|'[^'<]*')[^"'<>]*)*>|([^<]+|<)/g;

/** The protocol's default priority. */
const PRIORITY = 0.5;

const priorityOf = (text: string): number =>
  /^(?:[01]|[01]?\.\d+)$/.test(text) ? Math.min(1, +text) : PRIORITY;

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::(\d\d(?:\.\d+)?))?(Z|([+-])(\d\d):?(\d\d))?)?)?)?$/i;

/** The period of a W3C date (https://www.w3.org/TR/NOTE-datetime): a year, a month, a day, or a moment. */
export function parseDate(text: string): Period | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, , sign = '', hours, minutes] = match;
  const number = (given = '0'): number => Number(given);
  const date = [number(year), number(month ?? '1') - 1, number(day ?? '1')] as const;
  const from = Date.UTC(...date);
  // `Date` turns 31 February into a day in March.
  if (new Date(from).getUTCMonth() !== date[1]) return undefined;
  if (hour) {
    const offset = number(`${sign}1`) * (number(hours) * 60 + number(minutes));
    const at = from + (number(hour) * 60 + number(minute) - offset) * 60_000 + number(second) * 1000;
    return [at, at];
  }
  return [
    from,
    Date.UTC(date[0] + (month ? 0 : 1), date[1] + (month && !day ? 1 : 0), date[2] + (day ? 1 : 0)) - 1,
  ];
}

/**
 * Parses a `urlset` or a `sitemapindex`. Only direct children of `url` and `sitemap` count: extensions (images, videos,
 * news, translations) have a `loc` of their own.
 */
export function parseSitemap(xml: string): Sitemap {
  const found: Sitemap = { pages: [], sitemaps: [] };
  let kind = '';
  /** The text of each element in the current record. */
  let record: Record<string, string> = {};
  /** The current element, and its depth in the record. */
  let field = '';
  let depth = 0;

  const end = (): void => {
    const { loc = '', lastmod = '', priority = '' } = record;
    const url = decoded(loc).trim();
    if (url && kind === 'sitemap') found.sitemaps.push(url);
    if (url && kind === 'url')
      found.pages.push({
        loc: url,
        changed: parseDate(lastmod.trim()),
        priority: priorityOf(priority.trim()),
      });
    kind = '';
  };
  for (const [token, verbatim, slash, name = '', text] of xml.matchAll(TOKEN)) {
    const empty = token.endsWith('/>');
    if (name === 'url' || name === 'sitemap') {
      end();
      [kind, record, field, depth] = [slash || empty ? '' : name, {}, '', 0];
    } else if (name && !empty) {
      depth += slash ? -1 : 1;
      field = !slash && depth === 1 && !(name in record) ? name : '';
    } else if (field) {
      // In a CDATA section an ampersand is literal.
      const more = verbatim?.replaceAll('&', '&amp;') ?? text ?? '';
      record[field] = (record[field] ?? '') + more;
    }
  }
  end();
  return found;
}
