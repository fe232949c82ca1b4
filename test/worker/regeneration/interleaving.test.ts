/**
 * Every order in which a page's fetch, an invalidation and a visit can come, also with the worker killed at each
 * point: what was asked for before the invalidation is never shown as fresh after it (rules 4 and 10).
 */
import { expect } from 'chai';
import { tagMark, type Mode } from '../../../src/core/cache/invalidation.js';
import { freshnessOf } from '../../../src/core/cache/freshness.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import { fetchCollapsed } from '../../../src/worker/regeneration/request-collapsing.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import { html, target, world, type World } from '../fake-context.js';

const STEPS = ['fetch starts', 'fetch ends', 'invalidate', 'read'] as const;
type Step = (typeof STEPS)[number];

/** All orders of the steps in which a fetch starts before it ends. */
function orders(steps: readonly Step[] = STEPS): Step[][] {
  if (!steps.length) return [[]];
  return steps
    .flatMap((step, at) => orders(steps.filter((_, other) => other !== at)).map((rest) => [step, ...rest]))
    .filter((order) => {
      const [start, end] = [order.indexOf('fetch starts'), order.indexOf('fetch ends')];
      return start < 0 || end < 0 || start < end;
    });
}

/** What the site says: it changes at the moment of the invalidation, and an answer tells what was said when it was asked. */
interface Play {
  of: World;
  version: number;
  answers: (() => void)[];
}

const visit = async ({ of }: Play): Promise<{ text: string; state: string } | undefined> => {
  const stored = await lookUp(of.context, await target(of));
  return stored.body
    ? {
        text: await new Response(stored.body).text(),
        state: freshnessOf(stored.entry, of.context.now(), stored.invalidated),
      }
    : undefined;
};

/** A worker on the store; one that was killed has forgotten everything else. */
function start(play: Play, store = play.of.store): void {
  play.of = world(
    () => {
      const text = `version ${play.version}`;
      return new Promise((resolve) => play.answers.push(() => resolve(html(text, { 'cache-tag': 'story' }))));
    },
    { store },
  );
}

async function fetchStarts(play: Play): Promise<void> {
  const { of } = play;
  const to = await target(of);
  const started = play.answers.length;
  fetchCollapsed(of.context, of.event, to, await lookUp(of.context, to));
  while (play.answers.length === started) await new Promise((resolve) => setTimeout(resolve));
}

async function fetchEnds({ of, answers }: Play): Promise<void> {
  for (const answer of answers.splice(0)) answer();
  await of.settled();
}

async function invalidate(play: Play, mode: Mode, name: string): Promise<void> {
  play.version += 1;
  await play.of.store.invalidate([name], mode);
}

/** After the invalidation nothing older than it may be fresh; a hard one leaves nothing older to be served unasked. */
async function assertHonest(play: Play, invalidated: boolean, mode: Mode, order: string): Promise<void> {
  const seen = await visit(play);
  if (!seen || seen.text === `version ${play.version}`) return;
  expect(invalidated, `${order}: an old page before anything changed`).to.equal(true);
  expect(seen.state, order).to.equal(mode === 'hard' ? 'expired' : 'stale');
}

describe('rule 4: a fetch begun before an invalidation', () => {
  for (const mode of ['soft', 'hard'] as const)
    for (const name of [tagMark('story'), '/page', '/*'])
      for (const before of [false, true])
        it(`rule 4: is never fresh after it, in any order (${mode}, ${name}, ${before ? 'a page is' : 'nothing is'} stored)`, async () => {
          for (const order of orders())
            for (let killed = -1; killed < order.length; killed++) {
              const play: Play = { of: undefined as unknown as World, version: 1, answers: [] };
              start(play, memoryStore());
              if (before) {
                await fetchStarts(play);
                await fetchEnds(play);
              }
              let invalidated = false;
              const told = `${order.join(', ')}${killed < 0 ? '' : `; killed before step ${killed + 1}`}`;
              for (const [at, step] of order.entries()) {
                if (at === killed) {
                  // What a killed worker had asked for never comes to be stored.
                  play.answers.length = 0;
                  start(play);
                }
                if (step === 'fetch starts') await fetchStarts(play);
                if (step === 'fetch ends') await fetchEnds(play);
                if (step === 'invalidate') await invalidate(play, mode, name);
                invalidated ||= step === 'invalidate';
                await assertHonest(play, invalidated, mode, told);
              }
              // The next visit gets the new page to be stored, whatever is still under way.
              if (invalidated) {
                await fetchStarts(play);
                await fetchEnds(play);
                expect(await visit(play), told).to.deep.equal({ text: 'version 2', state: 'fresh' });
              }
            }
        });

  it('rule 4: never replaces the page of a fetch begun after it, in whichever order they end', async () => {
    const play: Play = { of: undefined as unknown as World, version: 1, answers: [] };
    start(play, memoryStore());
    await fetchStarts(play);
    await invalidate(play, 'hard', '/page');
    await fetchStarts(play);
    const [old, young] = play.answers;
    young?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    old?.();
    await play.of.settled();
    expect(await visit(play)).to.deep.equal({ text: 'version 2', state: 'fresh' });
  });

  it('rule 7: is joined by nobody who came after it', async () => {
    const play: Play = { of: undefined as unknown as World, version: 1, answers: [] };
    start(play, memoryStore());
    const { of } = play;
    const to = await target(of);
    const join = async (): Promise<boolean> =>
      fetchCollapsed(of.context, of.event, to, await lookUp(of.context, to)).joined;
    expect(await join()).to.equal(false);
    expect(await join()).to.equal(true);
    await invalidate(play, 'soft', '/elsewhere');
    expect(await join()).to.equal(false);
    expect(await join()).to.equal(true);
    await new Promise((resolve) => setTimeout(resolve));
    await fetchEnds(play);
  });
});
