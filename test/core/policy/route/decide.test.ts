import { expect } from 'chai';
import { decide } from '../../../../src/core/policy/decide.js';
import { type RequestContext, type Decision } from '../../../../src/core/policy/decision.js';
import type { PageEntry, PassEntry } from '../../../../src/core/cache/entry.js';
import type { Rule } from '../../../../src/core/cache/rule.js';
import { anAsked, aPage, aRule, NOW } from '../../helpers.js';
import type { Standing } from '../../../../src/core/cache/generation.js';

const aPass = (until: number): PassEntry => ({
  kind: 'pass',
  key: 'k',
  size: 0,
  usedAt: NOW,
  priority: -1,
  until,
});

/** The page of the helpers, so many seconds after it was generated: fresh before 60, expired from 3600. */
const after = (
  seconds: number,
  asked: Partial<RequestContext> = {},
  rule: Partial<Rule> = {},
  page: Partial<PageEntry> = {},
): Decision => decide(aRule(rule), { entry: aPage(page) }, anAsked(asked), NOW + seconds * 1000);

const onMiss = (rule: Partial<Rule> & { strict?: boolean }, asked: Partial<RequestContext> = {}): Decision =>
  decide({ ...aRule(rule), strict: rule.strict }, {}, anAsked(asked), NOW);

const FRESH: Decision = { do: 'serve', regenerate: false };

/** Compares without the members that are undefined. */
const expectDecision = (given: Decision): Chai.Deep =>
  expect(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))).to.deep;

describe('rules 6 to 10: a stored page', () => {
  it('rule 6: a fresh page is served, and nothing is regenerated', () => {
    expectDecision(after(0)).equal(FRESH);
    expectDecision(after(59.999)).equal(FRESH);
  });

  it('rule 7: a stale page is served at once and regenerated', () => {
    expectDecision(after(60)).equal({ do: 'serve', detail: 'stale', regenerate: true });
    expectDecision(after(3599)).equal({ do: 'serve', detail: 'stale', regenerate: true });
  });

  it('rule 7: what is asked for does not matter: a fetch and a prefetch get the stored page as well', () => {
    for (const intent of ['navigation', 'fetch', 'prefetch'] as const) {
      expectDecision(after(0, { intent })).equal(FRESH);
      expectDecision(after(61, { intent })).equal({ do: 'serve', detail: 'stale', regenerate: true });
      expectDecision(after(3600, { intent })).equal({ do: 'ask-first' });
    }
  });

  it('rule 9: after a failed regeneration a stale page is not regenerated until its time has come', () => {
    const retryAt = NOW + 70_000;
    for (const [seconds, regenerate] of [
      [61, false],
      [69.999, false],
      [70, true],
      [1000, true],
    ] as const)
      expectDecision(after(seconds, {}, {}, { failures: 1, retryAt })).equal({
        do: 'serve',
        detail: 'stale',
        regenerate,
      });
  });

  it('rule 9: a clock that was set back does not put the next try off for years', () => {
    const retryAt = NOW + 365 * 86_400_000;
    expectDecision(after(61, {}, {}, { failures: 1, retryAt })).equal({
      do: 'serve',
      detail: 'stale',
      regenerate: true,
    });
  });

  it('rule 2: a page from the future is served, and checked', () => {
    expectDecision(after(-5)).equal({ do: 'serve', detail: 'stale', regenerate: true });
  });

  it('rule 10: an expired page waits for the origin, backing off or not', () => {
    expectDecision(after(3600)).equal({ do: 'ask-first' });
    expectDecision(after(3600, {}, {}, { failures: 3, retryAt: NOW + 3_700_000 })).equal({ do: 'ask-first' });
  });

  it('rules 11 and 12: with a stored page there is never a shell, at any age', () => {
    for (const seconds of [-1, 0, 60, 3600, 1e9])
      for (const online of [true, false])
        expect(after(seconds, { online }, { fallback: true }).do).not.to.equal('shell');
  });

  it('rule 14: offline the stored page is served whatever its age, and nothing is tried', () => {
    const offline = { do: 'serve', detail: 'offline', regenerate: false };
    expectDecision(after(0, { online: false })).equal(FRESH);
    expectDecision(after(60, { online: false })).equal(offline);
    expectDecision(after(1e9, { online: false })).equal(offline);
    expectDecision(after(-1e9, { online: false })).equal(offline);
    expectDecision(after(0, { online: false, reload: true }, { reload: 'revalidate' })).equal(FRESH);
  });
});

describe('rule 15: reload, back and forward', () => {
  it('rule 15: a reload is a request like any other', () => {
    for (const seconds of [0, 60, 3600])
      expectDecision(after(seconds, { reload: true })).equal(
        Object.fromEntries(Object.entries(after(seconds)).filter(([, value]) => value !== undefined)),
      );
  });

  it("rule 15: with reload: 'revalidate' a reload asks the origin first, even for a fresh page", () => {
    for (const seconds of [0, 60, 3600])
      expectDecision(after(seconds, { reload: true }, { reload: 'revalidate' })).equal({ do: 'ask-first' });
    expectDecision(after(0, {}, { reload: 'revalidate' })).equal(FRESH);
  });

  it('rule 15: back and forward show the stored page at any age, and regenerate nothing', () => {
    expectDecision(after(0, { history: true })).equal(FRESH);
    for (const seconds of [60, 3600, 1e9])
      for (const online of [true, false])
        expectDecision(
          after(seconds, { history: true, online, reload: true }, { reload: 'revalidate' }),
        ).equal({
          do: 'serve',
          detail: 'history',
          regenerate: false,
        });
  });
});

describe('rule 36: back and forward, once the visitor may have become another', () => {
  const back = (standing: Standing, asked: Partial<RequestContext> = {}): Decision =>
    decide(aRule({}), { entry: aPage(), standing }, anAsked({ history: true, ...asked }), NOW);

  it('rule 36: a page that has to be verified is asked for', () => {
    for (const standing of ['check-first', 'unverified'] as const)
      expectDecision(back(standing)).equal({ do: 'ask-first' });
  });

  it('rule 36: offline the stored page is shown', () => {
    for (const standing of ['check-first', 'unverified'] as const)
      expectDecision(back(standing, { online: false })).equal(FRESH);
  });

  it('rule 15: a page that is checked behind the hit is shown, and not asked for', () => {
    for (const standing of ['verified', 'check-behind'] as const) expectDecision(back(standing)).equal(FRESH);
  });
});

describe('rules 11 to 13: a miss', () => {
  it("rule 11: with fallback 'blocking' everything waits for the origin", () => {
    for (const intent of ['navigation', 'fetch', 'prefetch'] as const)
      expectDecision(onMiss({ fallback: 'blocking' }, { intent })).equal({ do: 'fetch' });
  });

  it('rule 11: with fallback true a navigation gets the shell', () => {
    expectDecision(onMiss({ fallback: true })).equal({ do: 'shell' });
    expectDecision(onMiss({ fallback: true }, { history: true })).equal({ do: 'shell' });
    expectDecision(onMiss({ fallback: true }, { reload: true })).equal({ do: 'shell' });
  });

  it('rule 11: a fetch and a prefetch never get a shell', () => {
    for (const intent of ['fetch', 'prefetch'] as const)
      expectDecision(onMiss({ fallback: true }, { intent })).equal({ do: 'fetch' });
  });

  it('rule 11: a shell that sends the browser on to the page does not get a shell again', () => {
    expectDecision(onMiss({ fallback: true }, { fromItself: true })).equal({ do: 'fetch' });
  });

  it('rule 13: offline there is no shell that would be shown for ever', () => {
    expectDecision(onMiss({ fallback: true }, { online: false })).equal({ do: 'fetch' });
  });

  it("rule 11: with fallback false only the route's paths are answered", () => {
    expectDecision(onMiss({ fallback: false }, { listed: true })).equal({ do: 'fetch' });
    expectDecision(onMiss({ fallback: false })).equal({ do: 'network', why: 'unlisted' });
    expectDecision(onMiss({ fallback: false, strict: true }, { listed: true })).equal({ do: 'fetch' });
    expectDecision(onMiss({ fallback: false, strict: true })).equal({ do: 'not-found' });
    // Its list was not read yet, or could not be.
    const unknown = onMiss({ fallback: false, strict: true }, { listed: undefined });
    expectDecision(unknown).equal({ do: 'network', why: 'unlisted' });
  });

  it('rule 11: a page that is no longer among the paths is not served, though it is stored', () => {
    expectDecision(after(0, {}, { fallback: false })).equal({ do: 'network', why: 'unlisted' });
    expectDecision(after(0, { listed: true }, { fallback: false })).equal(FRESH);
  });

  it('rule 11: strict says nothing to a route that has another fallback', () => {
    expectDecision(onMiss({ fallback: 'blocking', strict: true })).equal({ do: 'fetch' });
    expectDecision(onMiss({ fallback: true, strict: true })).equal({ do: 'shell' });
  });
});

describe('rules 1 and 19: what is passed through', () => {
  it('rule 1: a route with revalidate 0 is the network alone, whatever is stored', () => {
    for (const fallback of [true, 'blocking'] as const) {
      expectDecision(onMiss({ revalidate: 0, fallback })).equal({ do: 'network', why: 'pass' });
      expectDecision(after(0, {}, { revalidate: 0, fallback })).equal({ do: 'network', why: 'pass' });
    }
  });

  it('rule 19: a page that is not for everyone is passed through while it is remembered', () => {
    for (const fallback of [true, 'blocking'] as const)
      for (const [until, decision] of [
        [NOW + 1, 'network'],
        [NOW + 600_000, 'network'],
        [NOW, fallback === true ? 'shell' : 'fetch'],
        [NOW - 1, fallback === true ? 'shell' : 'fetch'],
        [NOW + 86_400_000, fallback === true ? 'shell' : 'fetch'],
      ] as const)
        expect(decide(aRule({ fallback }), { entry: aPass(until) }, anAsked(), NOW).do).to.equal(decision);
  });
});

it('rules 6 to 15: whatever the circumstances, a decision is made, and offline none waits for the origin', () => {
  const flags = [true, false];
  for (const fallback of [true, false, 'blocking'] as const)
    for (const entry of [undefined, aPage(), aPass(NOW + 1000)])
      for (const intent of ['navigation', 'fetch', 'prefetch'] as const)
        for (const reload of flags)
          for (const history of flags)
            for (const online of flags)
              for (const fromItself of flags)
                for (const listed of flags)
                  for (const seconds of [-60, 0, 61, 3601]) {
                    const asked = { intent, reload, history, online, fromItself, listed };
                    const decision = decide(aRule({ fallback }), { entry }, asked, NOW + seconds * 1000);
                    if (!online) expect(['serve', 'fetch', 'network']).to.include(decision.do);
                    if (decision.do === 'shell')
                      expect(asked).to.include({ intent: 'navigation', fromItself: false });
                    if (decision.do === 'serve') expect(entry?.kind).to.equal('page');
                  }
});
