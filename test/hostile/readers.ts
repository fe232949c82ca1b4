/** Everything that reads the texts of other people: of servers, pages, senders of messages, and authors of configs. */
import { parseDuration, parseSize } from '../../src/config/duration.js';
import { validateConfig } from '../../src/config/validation/validate.js';
import { suggest, suggestDuration, suggestSize } from '../../src/config/validation/suggest.js';
import { isOffset, readBatch } from '../../src/core/cache/feed.js';
import { initialAgeOf } from '../../src/core/cache/freshness.js';
import { changedCookies, cookieHashes, isSignPath, signsIn } from '../../src/core/cache/generation.js';
import { marksOn, pathMark, prefixMark } from '../../src/core/cache/invalidation.js';
import { canonicalUrl, normalEscapes, searchKeyOf } from '../../src/core/cache/key.js';
import { compareCopies, isDeclaredShared, isSameTag } from '../../src/core/cache/proof.js';
import { tagsOf } from '../../src/core/cache/tags.js';
import { parseCacheControl, targetedDirectives } from '../../src/core/http/cache-control.js';
import * as conditional from '../../src/core/http/conditional-requests.js';
import { allowNonce, allowsOtherSites } from '../../src/core/http/csp.js';
import { textOf } from '../../src/core/http/headers.js';
import { charsetOf, decoded, isHtml, titleOf } from '../../src/core/http/html.js';
import { nameOf, searchRule } from '../../src/core/http/no-vary-search.js';
import { isOutdated } from '../../src/core/http/outdated.js';
import { resolveRange, storedRange } from '../../src/core/http/ranges.js';
import * as kinds from '../../src/core/http/request-kind.js';
import { parseDate, parseSitemap } from '../../src/core/http/sitemap.js';
import { parseHttpDate } from '../../src/core/http/syntax/http-date.js';
import { parseDictionary, parseList } from '../../src/core/http/syntax/structured-fields.js';
import * as vary from '../../src/core/http/vary.js';
import { classifyByOrigin, isWholeByOrigin } from '../../src/core/policy/origin/classify-response.js';
import { decideByOrigin, requestDirectives } from '../../src/core/policy/origin/decide.js';
import { originLifetime } from '../../src/core/policy/origin/lifetime.js';
import { replyTo } from '../../src/core/policy/origin/reply.js';
import { storedByOrigin } from '../../src/core/policy/origin/stored-headers.js';
import { classifyResponse } from '../../src/core/policy/route/classify-response.js';
import { lifetimeOf } from '../../src/core/policy/route/lifetime.js';
import { refreshedHeaders } from '../../src/core/policy/route/stored-headers.js';
import { fill } from '../../src/server/adapters/template.js';
import { secondsIn } from '../../src/server/duration.js';
import { chunkAnswer, nextCursor } from '../../src/server/http/answers.js';
import { faultOf } from '../../src/shared/feed.js';
import { isCommand, isNotice } from '../../src/shared/messages.js';
import { isPageText } from '../../src/worker/assets/asset-answer.js';
import { decisionIn } from '../../src/worker/inspector/request-log.js';
import { escapeHtml } from '../../src/worker/offline/templates/document.js';
import { siteOf } from '../../src/worker/runtime/url.js';
import { aPage, aRule, NOW } from '../core/helpers.js';

type Reader = (text: string) => unknown;

/** Headers each of which has this value. */
const all = (value: string) => ({ get: () => value });
/** One header. */
const only = (name: string, value: string) => ({ get: (asked: string) => (asked === name ? value : null) });
const entries = (text: string): [string, string][] => [
  [text, text],
  ['cache-control', text],
  ['connection', text],
  ['content-security-policy', text],
];
const fields = (text: string) =>
  Object.assign(all(text), { [Symbol.iterator]: () => entries(text)[Symbol.iterator]() });
/** A URL as the browser makes it of any text. */
const urlOf = (text: string): URL => new URL(`https://shop.test/${text}`);
/** Config errors are thrown, and are no fault. */
const refusing =
  (read: Reader): Reader =>
  (text) => {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof RangeError && /stack|regular/i.test(error.message)) throw error;
      return undefined;
    }
  };
const splitAt = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));

export const READERS: Record<string, Reader> = {
  textOf,
  parseCacheControl,
  parseDictionary,
  parseList,
  targetedDirectives: (text) => targetedDirectives(all(text)),
  searchRule,
  nameOf,
  parseHttpDate: (text) => parseHttpDate(text, NOW),
  isHtml,
  decoded,
  titleOf,
  'charsetOf a type': (text) => charsetOf(text, ''),
  'charsetOf a page': (text) => charsetOf('text/html', text),
  'allowNonce to a policy': (text) => allowNonce(text, 'abc'),
  allowsOtherSites: (text) => allowsOtherSites(all(text), 'https:'),
  'allowsOtherSites by a policy': (text) => allowsOtherSites(only('content-security-policy', text), 'https:'),
  isOutdated: (text) => isOutdated(all(text), NOW),
  storedRange: (text) => storedRange(206, text, 10),
  resolveRange: (text) => resolveRange(text, { first: 0, last: 9, complete: 10 }),
  parseSitemap,
  parseDate,
  isNotModified: (text) => conditional.isNotModified(all(text), all(text), NOW),
  'isNotModified by date': (text) =>
    conditional.isNotModified(only('if-modified-since', text), all(text), NOW),
  ifRangeMatches: (text) => conditional.ifRangeMatches(all(text), all(text)),
  isSameHead: (text) => conditional.isSameHead(all(text), all(text)),
  isSameWhole: (text) => conditional.isSameWhole(all(text), all(text)),
  variesWildly: vary.variesWildly,
  variesByUser: vary.variesByUser,
  variantNames: vary.variantNames,
  askedBy: vary.askedBy,
  variantOf: (text) => vary.variantOf(vary.variantNames(text), all('x')),
  'normalizeField of any name': (text) => vary.normalizeField('x-any', text),
  'normalizeField of languages': (text) => vary.normalizeField('accept-language', text),
  preferredLanguage: vary.preferredLanguage,
  isFragment: (text) => kinds.isFragment(urlOf(text), fields(text)),
  isPartial: (text) => kinds.isPartial(urlOf(text), fields(text)),
  scriptedWay: (text) => kinds.scriptedWay(urlOf(text), fields(text)),
  pageOfDataUrl: (text) => kinds.pageOfDataUrl(urlOf(text)),
  isActionUrl: (text) => kinds.isActionUrl(urlOf(text)),
  isPrefetch: (text) => kinds.isPrefetch(all(text)),
  signsIn,
  isSignPath,
  initialAgeOf: (text) => initialAgeOf(all(text)),
  cookieHashes: (text) => changedCookies(cookieHashes([{ name: text, value: text }]), {}),
  'cookieHashes of many': (text) =>
    changedCookies(cookieHashes(splitAt(text, 8).map((name) => ({ name, value: name }))), {}),
  normalEscapes,
  pathMark,
  prefixMark,
  canonicalUrl: (text) => canonicalUrl(urlOf(text).href, {}),
  'canonicalUrl of a query': (text) =>
    canonicalUrl(`https://shop.test/?${text}`, { ignoreQuery: ['a', 'b*'] }),
  'canonicalUrl by No-Vary-Search': (text) => {
    const listed = `params=(${(text.match(/\w+/g) ?? []).map((word) => `"${word}"`).join(' ')})`;
    return canonicalUrl(`https://shop.test/?${text}`, searchRule(listed) ?? {});
  },
  searchKeyOf: (text) => searchKeyOf('d\n', text),
  marksOn: (text) => marksOn({ url: urlOf(text).href, tags: [text] }),
  tagsOf: (text) => tagsOf([], all(text)),
  isDeclaredShared: (text) => isDeclaredShared(all(text)),
  isSameTag: (text) => isSameTag(all(text), all(`${text}x`)),
  compareCopies: (text) =>
    compareCopies(
      { status: 200, headers: all(''), text },
      { status: 200, headers: all(text), text: `${text}x` },
    ),
  isOffset,
  'readBatch of one tag and path': (text) => readBatch([{ at: 1, tags: [text], paths: [`/${text}`] }]),
  'readBatch of many': (text) => readBatch([{ at: 1, tags: splitAt(text, 1), paths: splitAt(text, 4) }]),
  'readBatch of many events': (text) => readBatch(splitAt(text, 8).map((tag) => ({ at: 1, tags: [tag] }))),
  'readBatch of a deployment': (text) => readBatch([{ at: 1, deployment: text }]),
  requestDirectives: (text) => requestDirectives(all(text)),
  classifyByOrigin: (text) =>
    classifyByOrigin(
      aRule(),
      { status: 200, headers: all(text), redirect: false },
      { headers: all(text), navigates: true, isStored: true },
    ),
  isWholeByOrigin: (text) => isWholeByOrigin({ status: 206, headers: all(text) }, 1),
  decideByOrigin: (text) =>
    decideByOrigin(
      { entry: aPage(), fields: all(text) },
      {
        directives: requestDirectives(all(text)),
        cache: 'default',
        history: false,
        online: true,
        navigates: true,
      },
      NOW,
    ),
  originLifetime: (text) => originLifetime(200, all(text), NOW, true),
  replyTo: (text) => replyTo(all(text), { status: 206, fields: all(text), size: 10 }, NOW),
  storedByOrigin: (text) => storedByOrigin(entries(text)),
  classifyResponse: (text) => classifyResponse(aRule(), { status: 200, headers: all(text), redirect: false }),
  lifetimeOf: (text) => lifetimeOf(aRule(), 200, all(text)),
  refreshedHeaders: (text) => refreshedHeaders(entries(text), entries(text)),
  'faultOf an event': (text) => faultOf({ at: 1, tags: [text], paths: [`/${text}`] }),
  'faultOf a deployment': (text) => faultOf({ at: 1, deployment: text }),
  isMessage: (text) => [isCommand(text), isNotice({ isr: 1, command: text })],
  isPageText,
  decisionIn,
  escapeHtml,
  siteOf: (text) => siteOf({ hostname: text } as URL),
  'fill from a payload': (text) => fill('{a[*].b}', { a: splitAt(text, 8).map((b) => ({ b })) }),
  chunkAnswer: (text) =>
    chunkAnswer(
      { events: [], next: '1_1', isUpToDate: true, isFinal: false, lastAt: 0 },
      { ifNoneMatch: text, isTail: false },
    ),
  nextCursor: (text) => nextCursor(text, NOW, () => 0),
  parseDuration: refusing(parseDuration),
  parseSize: refusing(parseSize),
  secondsIn: refusing((text) => secondsIn(text, 'retain')),
  suggest: (text) => suggest(text, ['revalidate', 'expire']),
  suggestDuration,
  suggestSize,
  validateConfig: refusing((text) => {
    validateConfig({
      routes: [{ match: '/a', revalidate: text, shell: text, tags: [text] }],
      [text.slice(0, 99)]: 1,
    });
  }),
};
