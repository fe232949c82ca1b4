/** Whatever a server, a page or a push service sends: no parser throws. */
import { expect } from 'chai';
import fc from 'fast-check';
import { findFaults } from '../../src/config/validation/validate.js';
import { parseDuration, parseSize } from '../../src/config/duration.js';
import { readBatch } from '../../src/core/cache/feed.js';
import { isSignPath } from '../../src/core/cache/generation.js';
import { canonicalUrl, normalEscapes } from '../../src/core/cache/key.js';
import { compareCopies } from '../../src/core/cache/proof.js';
import { tagsOf } from '../../src/core/cache/tags.js';
import { parseCacheControl, responseDirectives } from '../../src/core/http/cache-control.js';
import { isNotModified } from '../../src/core/http/conditional-requests.js';
import { allowNonce, allowsOtherSites } from '../../src/core/http/csp.js';
import { charsetOf, decoded, isHtml, titleOf } from '../../src/core/http/html.js';
import { searchRule } from '../../src/core/http/no-vary-search.js';
import { isOutdated } from '../../src/core/http/outdated.js';
import { resolveRange, storedRange } from '../../src/core/http/ranges.js';
import { isActionUrl, isPartial, pageOfDataUrl, scriptedWay } from '../../src/core/http/request-kind.js';
import { parseDate, parseSitemap } from '../../src/core/http/sitemap.js';
import { parseHttpDate } from '../../src/core/http/syntax/http-date.js';
import { parseDictionary, parseList } from '../../src/core/http/syntax/structured-fields.js';
import {
  preferredLanguage,
  variantNames,
  variantOf,
  variesByUser,
  variesWildly,
} from '../../src/core/http/vary.js';
import { answerCommand } from '../../src/worker/commands/commands.js';
import type { PageCommandContext } from '../../src/worker/commands/hooks.js';
import { obeyPush } from '../../src/worker/invalidation/invalidate.js';
import { createRouter } from '../../src/worker/router.js';
import { html, world } from '../worker/fake-context.js';
import { runsOf, SEED, tell } from './budget.js';

const RUNS = runsOf(400);
const NOW = 1_790_000_000_000;

/** A response whose every field has this value. */
const every = (value: string): { get: () => string; has: () => boolean } => ({
  get: () => value,
  has: () => true,
});
const path = (text: string): URL =>
  new URL(`http://site.test/${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`);

/** A duration of the config is refused by a `RangeError`. */
const refusing =
  (text: string) =>
  (parse: (given: string) => number): unknown => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };

const PARSERS: Record<string, (text: string) => unknown> = {
  'Cache-Control': parseCacheControl,
  'ISR-Cache-Control': (text) => responseDirectives(every(text)),
  'a structured dictionary': parseDictionary,
  'a structured list': parseList,
  'Vary: names': variantNames,
  'Vary: a user': (text) => [variesByUser(text), variesWildly(text)],
  'Vary: values': (text) => variantOf(['accept', 'accept-language', 'x-any'], every(text)),
  'Accept-Language': preferredLanguage,
  tags: (text) => tagsOf([], every(text)),
  'No-Vary-Search': searchRule,
  'a sitemap': parseSitemap,
  'a date of a sitemap': parseDate,
  'an HTTP date': (text) => parseHttpDate(text, NOW),
  'an old copy': (text) => isOutdated(every(text), NOW),
  conditions: (text) => isNotModified(every(text), every(text), NOW),
  ranges: (text) => [
    resolveRange(text, { first: 0, last: 999, complete: 1000 }),
    storedRange(206, text, 1000),
  ],
  'Content-Type': (text) => [isHtml(text), charsetOf(text, text)],
  'a title': (text) => titleOf(`<title>${text}`),
  'a page': (text) => [titleOf(text), decoded(text)],
  'two pages with nonces': (text) =>
    compareCopies(
      { text, status: 200, headers: every(text) },
      { text: `${text} `, status: 200, headers: every(text) },
    ),
  'Content-Security-Policy': (text) => [allowNonce(text, 'n'), allowsOtherSites(every(text), 'https:')],
  'percent-encodings': normalEscapes,
  'a URL': (text) => canonicalUrl(path(text).href, { allowQuery: undefined, ignoreQuery: ['a*'] }),
  'a query': (text) => canonicalUrl(`http://site.test/?${text}`, {}),
  'an address that acts': (text) => [isActionUrl(path(text)), isSignPath(path(text).pathname)],
  'a part of a page': (text) => [
    isPartial(path(text), new Headers()),
    pageOfDataUrl(path(text)),
    scriptedWay(path(text), new Headers()),
  ],
  'a duration': (text) => [parseDuration, parseSize].map(refusing(text)),
};

const PIECES = [
  ...[
    'max-age=',
    'private',
    'no-store',
    'params',
    'except=',
    '?1',
    ':YQ==:',
    'public',
    '"',
    '\\',
    '(',
    ')',
    ',',
    ';',
    '=',
    '*',
  ],
  ...[
    ' ',
    '\t',
    '\0',
    '\n',
    '/',
    '//',
    '..',
    '%',
    '%2',
    '%25',
    '%zz',
    '%d0%bf',
    '?',
    '&',
    '#',
    '+',
    '-',
    '0',
    '9',
    '1e9',
    'é',
    '\u2028',
    '😀',
  ],
  ...[
    '<title>',
    '</title>',
    '<url>',
    '<loc>',
    '</loc>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&#',
    '&#x110000;',
    '<lastmod>',
    'nonce="',
    "'nonce-",
  ],
  ...[
    '__proto__',
    'constructor',
    'Mon, 01 Jan 2026 00:00:00 GMT',
    '2026-01-01',
    'bytes=',
    'W/"',
    'de;q=0.8',
    'q=',
    '_rsc=',
    '.data',
  ],
];
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 20 })
    .map((pieces) => pieces.join('')),
);

describe('every parser', function () {
  this.timeout(0);

  for (const [what, parse] of Object.entries(PARSERS))
    it(`throws at nothing: ${what}`, () => {
      fc.assert(
        fc.property(texts, (text) => void parse(text)),
        { seed: SEED, numRuns: RUNS },
      );
      tell(what, RUNS);
    });
});

describe('what is no text', function () {
  this.timeout(0);

  const values = fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withTypedArray: true,
    withSparseArray: true,
  });
  const runs = runsOf(1000);

  it('is no feed: nothing of it is believed', () => {
    fc.assert(
      fc.property(values, (value) => void readBatch(value)),
      { seed: SEED, numRuns: runs },
    );
    const many = Array.from({ length: 300_000 }, (_, at) => `t${at}`);
    expect(
      readBatch([
        { at: 1, tags: many },
        { at: 2, tags: many },
      ])?.invalidations[0]?.tags,
    ).to.have.length(600_000);
    tell('feeds', runs);
  });

  it('is no config: its faults are named', () => {
    const shapes = fc.oneof(
      values,
      fc.record({
        routes: fc.oneof(
          values,
          fc.array(fc.oneof(values, fc.record({ match: values, revalidate: values, tags: values }))),
        ),
        assets: values,
        limits: values,
        feed: values,
      }),
    );
    fc.assert(
      fc.property(shapes, (value) => {
        expect(findFaults(value)).to.be.an('array');
      }),
      { seed: SEED, numRuns: runs },
    );
    tell('configs', runs);
  });

  const COMMANDS = [
    'hello',
    'pages',
    'explain',
    'stats',
    'prefetch',
    'keepPage',
    'setUser',
    'revalidate',
    'rollback',
    'draft',
    'wake',
    'keepAssets',
    '__proto__',
    'constructor',
    'toString',
  ];
  const messages = fc.oneof(
    values,
    fc.record({
      isr: fc.constant(1),
      command: fc.oneof(fc.constantFrom(...COMMANDS), values),
      params: fc.oneof(
        values,
        fc.record({
          url: values,
          urls: values,
          limit: values,
          after: values,
          key: values,
          paths: values,
          tags: values,
          mode: values,
          id: values,
          on: values,
          since: values,
        }),
      ),
    }),
  );

  it('is no message: it is refused, or answered, and changes no prototype', async () => {
    const of = world(() => html('page'));
    const routes = createRouter(of.context);
    Object.assign(globalThis, {
      clients: { claim: async () => undefined, get: async () => undefined, matchAll: async () => [] },
    });
    const client = { id: 'tab', url: location.href, postMessage: () => undefined };
    const command = {
      context: of.context,
      routes,
      hooks: [],
      event: of.event,
      client,
    } as unknown as PageCommandContext;
    const count = runsOf(300);
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const replies: unknown[] = [];
        const port = { postMessage: (reply: unknown) => replies.push(reply) } as unknown as MessagePort;
        await answerCommand(command, message, port);
        expect(replies.length).to.be.below(2);
        expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
        expect(Object.keys(Object.prototype)).to.deep.equal([]);
      }),
      { seed: SEED, numRuns: count },
    );
    tell('messages', count);
  });

  it('is no push message: it changes nothing', async () => {
    const of = world(() => html('page'));
    const command = { context: of.context, routes: createRouter(of.context), event: of.event };
    const count = runsOf(300);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          values,
          fc.record({ type: fc.constant('revalidate'), tags: values, paths: values, mode: values }),
        ),
        async (value) => {
          await obeyPush(command, { json: () => value } as PushMessageData);
        },
      ),
      { seed: SEED, numRuns: count },
    );
    await obeyPush(command, { json: () => JSON.parse('{') as unknown } as PushMessageData);
    tell('push messages', count);
  });
});
