/** Rule 4 beside a CDN, which goes on giving the old page until it is purged. */
import { expect } from 'chai';
import { freshnessOf } from '../../../src/core/cache/freshness.js';
import type { Mode } from '../../../src/core/cache/invalidation.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { explain } from '../../../src/worker/commands/explain.js';
import { fetchCollapsed } from '../../../src/worker/regeneration/request-collapsing.js';
import { applyOriginAge } from '../../../src/worker/storing/origin-age.js';
import { createRouter } from '../../../src/worker/router.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { aPage } from '../../core/helpers.js';
import { seeded } from '../../storage/fixtures.js';
import { html, NOW, pageAt, target, urlOf, world, type World } from '../fake-context.js';

/** A site behind a CDN: the version that the origin has, and the copy that the CDN keeps until it is purged. */
interface Cdn {
  of: World;
  version: number;
  copy: { version: number; at: number } | undefined;
  /** When the last version was published and marked. */
  markedAt: number;
}

function cdn(): Cdn {
  const clock = { now: NOW };
  const play: Cdn = { of: undefined as unknown as World, version: 1, copy: undefined, markedAt: 0 };
  play.of = world(
    () => {
      play.copy ??= { version: play.version, at: clock.now };
      const { version, at } = play.copy;
      const age = Math.floor((clock.now - at) / 1000);
      return html(`version ${version}`, { 'cache-tag': 'story', ...(age && { age: `${age}` }) });
    },
    { store: memoryStore(() => clock.now), route: { audience: 'everyone' } },
  );
  Object.defineProperty(play.of.clock, 'now', {
    get: () => clock.now,
    set: (at: number) => (clock.now = at),
  });
  return play;
}

const pass = ({ of }: Cdn, seconds: number): void => void (of.clock.now += seconds * 1000);

async function fetchPage({ of }: Cdn): Promise<void> {
  const to = await target(of);
  fetchCollapsed(of.context, of.event, to, await lookUp(of.context, to));
  await of.settled();
}

/** A new version is published, and this browser is told. The CDN is purged apart, sooner or later. */
async function publish(play: Cdn, mode: Mode = 'soft', name = '#story'): Promise<void> {
  play.version += 1;
  await play.of.store.invalidate([name], mode);
  play.markedAt = play.of.clock.now;
}

async function seen({ of }: Cdn): Promise<{ text: string; state: string } | undefined> {
  const page = await lookUp(of.context, await target(of));
  if (!page.body) return undefined;
  const state = freshnessOf(page.entry, of.clock.now, page.invalidated);
  return { text: await new Response(page.body).text(), state };
}

describe('rule 4: an answer of a CDN that was not purged yet', () => {
  for (const mode of ['soft', 'hard'] as const)
    for (const name of ['#story', '/page', '/*'])
      it(`rule 4: is kept as stale, and is fresh once the CDN has the new page (${mode}, ${name})`, async () => {
        const play = cdn();
        await fetchPage(play);
        pass(play, 10);
        await publish(play, mode, name);
        pass(play, 5);
        await fetchPage(play);
        expect(await seen(play)).to.deep.equal({ text: 'version 1', state: 'stale' });
        play.copy = undefined;
        pass(play, 1);
        await fetchPage(play);
        expect(await seen(play)).to.deep.equal({ text: 'version 2', state: 'fresh' });
        expect(await pageAt(play.of)).to.include({ failures: 0, retryAt: 0, revalidate: 60 });
      });

  it('rule 4: is asked for again with backoff', async () => {
    const play = cdn();
    await fetchPage(play);
    pass(play, 10);
    await publish(play);
    pass(play, 1);
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      await fetchPage(play);
      const { retryAt = 0, failures } = (await pageAt(play.of)) ?? {};
      expect(failures).to.equal(tries + 1);
      waits.push((retryAt - play.of.clock.now) / 1000);
      pass(play, waits.at(-1) ?? 0);
    }
    expect(waits).to.deep.equal([30, 60, 120, 240, 300, 300]);
  });

  it('rule 4: takes its place where nothing was stored, as stale', async () => {
    const play = cdn();
    play.copy = { version: 1, at: NOW - 60_000 };
    await publish(play, 'soft', '/page');
    await fetchPage(play);
    expect(await seen(play)).to.deep.equal({ text: 'version 1', state: 'stale' });
  });

  it('rule 4: does not replace a page that was generated after the mark', async () => {
    const play = cdn();
    await publish(play);
    pass(play, 1);
    await fetchPage(play);
    expect(await seen(play)).to.deep.equal({ text: 'version 2', state: 'fresh' });
    pass(play, 100);
    // Another of the CDN's machines.
    play.copy = { version: 1, at: NOW - 60_000 };
    await fetchPage(play);
    expect(await seen(play)).to.deep.equal({ text: 'version 2', state: 'stale' });
    const { failures, retryAt = 0 } = (await pageAt(play.of)) ?? {};
    expect([failures, retryAt > play.of.clock.now]).to.deep.equal([1, true]);
  });

  it('rule 4: is no concern where nothing of its names was marked', async () => {
    const play = cdn();
    play.copy = { version: 1, at: NOW - 30_000 };
    await publish(play, 'hard', '#another');
    await fetchPage(play);
    expect(await seen(play)).to.deep.equal({ text: 'version 1', state: 'fresh' });
  });

  it('rule 4: without an Age came from the origin itself, whatever was marked before', async () => {
    const play = cdn();
    await publish(play);
    await fetchPage(play);
    expect(await seen(play)).to.deep.equal({ text: 'version 2', state: 'fresh' });
  });

  it('rule 34: is stale in what explain() says', async () => {
    const play = cdn();
    play.copy = { version: 1, at: NOW - 60_000 };
    await publish(play, 'soft', '/page');
    await fetchPage(play);
    const { context } = play.of;
    const { state, why } = await explain(context, createRouter(context), urlOf('/page'));
    expect(state).to.equal('stale');
    expect(why.join(' ')).to.include('fresh for 0 s');
  });

  it('rule 4: is not fresh in any order of events, and the newest page is in the end', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const play = cdn();
      const told: string[] = [];
      const steps: [string, () => Promise<void> | void][] = [
        ['a fetch', () => fetchPage(play)],
        ['a fetch', () => fetchPage(play)],
        ['published', () => publish(play, random() < 0.5 ? 'soft' : 'hard')],
        ['purged', () => void (play.copy = undefined)],
        ['time', () => pass(play, 1 + Math.floor(random() * 20))],
        ['time', () => pass(play, 1 + Math.floor(random() * 20))],
      ];
      for (let count = 0; count < 30; count++) {
        const [name, step] = steps[Math.floor(random() * steps.length)] ?? ['', () => undefined];
        told.push(name);
        await step();
        pass(play, 1);
        const now = await seen(play);
        if (now?.state === 'fresh')
          expect(now.text, `seed ${seed}: ${told.join()}`).to.equal(`version ${play.version}`);
      }
      play.copy = undefined;
      await fetchPage(play);
      expect(await seen(play)).to.deep.equal({ text: `version ${play.version}`, state: 'fresh' });
    }
  });
});

describe('rule 4: a 304 of a CDN that was not purged yet', () => {
  const entry = aPage({ failures: 2, requestedAt: NOW, url: urlOf('/page') });
  const context = { now: () => NOW, random: () => 0 };

  it('rule 4: leaves the page stale, and counts on from the entry that it confirmed', async () => {
    const store = memoryStore(() => NOW - 1000);
    await store.invalidate(['/page'], 'soft');
    const next = { ...entry, failures: 0, initialAge: 5 };
    expect(await applyOriginAge(context, store, next, entry)).to.deep.equal({
      ...next,
      revalidate: 0,
      failures: 3,
      retryAt: NOW + 120_000,
    });
  });

  it('rule 4: makes the page fresh where the CDN’s copy is newer than the mark', async () => {
    const store = memoryStore(() => NOW - 6000);
    await store.invalidate(['/page'], 'soft');
    const next = { ...entry, failures: 0, initialAge: 5 };
    expect(await applyOriginAge(context, store, next, entry)).to.equal(next);
  });
});
