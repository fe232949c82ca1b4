import { expect } from 'chai';
import {
  cacheStatus,
  serverTiming,
  summaryOf,
  type CacheStatusParams,
} from '../../../src/core/http/cache-status.js';
import { parseList } from '../../../src/core/http/syntax/structured-fields.js';
import { headers } from '../helpers.js';

describe('rule 34: every answer says what happened', () => {
  const table: [told: CacheStatusParams, status: string, word: string][] = [
    [{ hit: true, ttl: 37 }, 'sw-isr; hit; ttl=37', 'fresh'],
    [{ hit: true, ttl: 36.9 }, 'sw-isr; hit; ttl=36', 'fresh'],
    [{ hit: true, ttl: 0 }, 'sw-isr; hit; ttl=0', 'fresh'],
    [{ hit: true, ttl: Infinity }, 'sw-isr; hit', 'fresh'],
    [{ hit: true, ttl: -412, detail: 'stale' }, 'sw-isr; hit; ttl=-412; detail=stale', 'stale'],
    [{ hit: true, ttl: -0.5, detail: 'stale' }, 'sw-isr; hit; ttl=-1; detail=stale', 'stale'],
    [{ hit: true, ttl: -5, detail: 'expired' }, 'sw-isr; hit; ttl=-5; detail=expired', 'expired'],
    [{ hit: true, ttl: -5, detail: 'offline' }, 'sw-isr; hit; ttl=-5; detail=offline', 'offline'],
    [{ hit: true, ttl: -5, detail: 'history' }, 'sw-isr; hit; ttl=-5; detail=history', 'history'],
    [
      { hit: true, ttl: -5, detail: 'stale-if-error' },
      'sw-isr; hit; ttl=-5; detail=stale-if-error',
      'stale-if-error',
    ],
    [
      { fwd: 'uri-miss', 'fwd-status': 200, stored: true },
      'sw-isr; fwd=uri-miss; fwd-status=200; stored',
      'miss',
    ],
    [
      { fwd: 'uri-miss', 'fwd-status': 404, stored: true, collapsed: true },
      'sw-isr; fwd=uri-miss; fwd-status=404; stored; collapsed',
      'miss',
    ],
    [{ fwd: 'uri-miss', stored: false }, 'sw-isr; fwd=uri-miss', 'miss'],
    [{ fwd: 'stale', 'fwd-status': 200 }, 'sw-isr; fwd=stale; fwd-status=200', 'revalidated'],
    [{ fwd: 'bypass' }, 'sw-isr; fwd=bypass', 'bypass'],
    [{ fwd: 'bypass', detail: 'draft' }, 'sw-isr; fwd=bypass; detail=draft', 'draft'],
    [{ fwd: 'uri-miss', detail: 'shell' }, 'sw-isr; fwd=uri-miss; detail=shell', 'shell'],
    [{ fwd: 'bypass', detail: 'No-User' }, 'sw-isr; fwd=bypass; detail=No-User', 'No-User'],
    [{ fwd: 'bypass', detail: '500' }, 'sw-isr; fwd=bypass; detail="500"', '500'],
    [{ fwd: 'uri-miss', detail: '' }, 'sw-isr; fwd=uri-miss', 'miss'],
    [{ fwd: 'uri-miss', 'fwd-status': 0 }, 'sw-isr; fwd=uri-miss', 'miss'],
  ];
  for (const [told, status, word] of table) {
    it(`rule 34: ${JSON.stringify(told)} is told as "${status}", and as "${word}"`, () => {
      expect(cacheStatus(told)).to.equal(status);
      expect(summaryOf(told)).to.equal(word);
    });
  }

  for (const detail of ['500', 'stale-if-error', 'no-user']) {
    it(`rule 34: the detail ${JSON.stringify(detail)} makes a valid field all the same (RFC 9211 §2.8)`, () => {
      const told: CacheStatusParams = { fwd: 'bypass', detail };
      expect(parseList(cacheStatus(told))).to.deep.equal(['sw-isr']);
      expect(() => headers({ 'Cache-Status': cacheStatus(told) })).not.to.throw();
      expect(() => headers({ 'Server-Timing': serverTiming(told, 1) })).not.to.throw();
      expect(serverTiming(told, 1)).to.match(/^isr;desc="[^"\\]*";dur=1000$/);
    });
  }

  it('rule 34: a page reads in Server-Timing what happened, and how old the page is', () => {
    expect(serverTiming({ hit: true, ttl: 1 }, 0)).to.equal('isr;desc="fresh";dur=0');
    expect(serverTiming({ hit: true, ttl: -1, detail: 'stale' }, 61.2345)).to.equal(
      'isr;desc="stale";dur=61235',
    );
  });
});
