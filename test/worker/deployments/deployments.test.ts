import { expect } from 'chai';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Settings, Store } from '../../../src/storage/store.js';
import {
  activateDeployment,
  activateOwn,
  listDeployments,
  obeyDeployment,
  rollback,
  reconcile,
} from '../../../src/worker/deployments/deployments.js';
import { holdLongTimers } from '../long-timers.js';
import { offlineResponse } from '../../../src/worker/offline/offline-response.js';
import { fetchOrigin } from '../../../src/worker/origin/fetch-origin.js';
import { visitorRequestFor } from '../../../src/worker/regeneration/visitor-request.js';
import { fromNetwork } from '../../../src/worker/responses/network-response.js';
import { applyAnswer } from '../../../src/worker/regeneration/apply-answer.js';
import { type Outcome } from '../../../src/worker/storing/outcome.js';
import { lookUp } from '../../../src/worker/lookup/lookup.js';
import {
  html,
  NOW,
  pageAt,
  target,
  textAt,
  urlOf,
  world,
  type Origin,
  type World,
  type WorldOptions,
} from '../fake-context.js';

/** A world in which `1`, then `2` was activated. */
async function inTwo(origin = (): Response => html('page'), options?: WorldOptions): Promise<World> {
  const of = world(origin, options);
  for (const id of ['1', '2']) {
    await activateDeployment(of.context, id);
    of.clock.now += 1000;
  }
  of.notices.length = 0;
  return of;
}

const activeIn = async ({ context }: World): Promise<string | undefined> =>
  (await context.settings()).deployment;
const idsIn = async ({ context }: World): Promise<string[]> =>
  (await listDeployments(context)).map(({ id }) => id);

/** Asks the origin for `/page` and settles, as a request does. */
async function ask(of: World): Promise<Outcome> {
  const to = await target(of);
  const stored = await lookUp(of.context, to);
  return applyAnswer(of.context, to, await fetchOrigin(of.context, to, stored), stored.body && stored);
}

const from = (deployment: string, body = `of ${deployment}`): Response =>
  html(body, { 'isr-deployment': deployment });

describe('rule 32: activating a deployment', () => {
  it('rule 32: is one durable write, after which the pages are told', async () => {
    const store = memoryStore();
    const writes: unknown[][] = [];
    const of = world(() => html('page'), {
      store: {
        ...store,
        setState: (...given) => {
          writes.push([given[0], given[2], of.notices.length]);
          return store.setState(...given);
        },
      },
    });
    await activateDeployment(of.context, '1');
    expect(writes).to.deep.equal([['settings', 'strict', 0]]);
    expect(of.notices.map(({ notice, detail }) => [notice, detail])).to.deep.equal([
      ['deployment', { from: null, to: '1' }],
    ]);
  });

  it('rule 32: lists them, the latest activated first', async () => {
    const of = await inTwo();
    await rollback(of.context, '1');
    expect(await listDeployments(of.context)).to.deep.equal([
      { id: '1', active: true, activatedAt: NOW + 2000 },
      { id: '2', active: false, activatedAt: NOW + 1000 },
    ]);
    expect(of.notices.map(({ detail }) => detail)).to.deep.equal([{ from: '2', to: '1' }]);
  });

  it('rule 32: changes nothing, and tells nobody, where the write fails', async () => {
    const of = await inTwo();
    const before = await of.context.settings();
    of.store.setState = () => Promise.reject(new Error('the disk'));
    const failed = await activateDeployment(of.context, '1').then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
    expect(await of.context.settings()).to.deep.equal(before);
    expect(of.notices).to.deep.equal([]);
  });

  it('rule 32: switches all reads at once, and back to what the pages had become', async () => {
    const said = { text: 'Smshng' };
    const of = world(() => html(said.text));
    await activateDeployment(of.context, '123');
    await ask(of);
    said.text = 'Smashing';
    await ask(of);
    expect(await textAt(of)).to.equal('Smashing');
    await activateDeployment(of.context, '345');
    expect(await pageAt(of)).to.equal(undefined);
    said.text = 'bad';
    await ask(of);
    expect(await textAt(of)).to.equal('bad');
    await rollback(of.context, '123');
    expect(await textAt(of)).to.equal('Smashing');
  });

  for (const id of ['3', '', undefined, null, 2])
    it(`rule 32: going back to ${JSON.stringify(id)} is refused, and those that are kept are named`, async () => {
      const of = await inTwo();
      const refusal = await rollback(of.context, id as string).catch((error: unknown) => error);
      expect(refusal).to.include({ code: 'bad-request' });
      expect((refusal as Error).message).to.include('kept are "2", "1"');
      expect(await activeIn(of)).to.equal('2');
    });
});

describe('rule 32: the header ISR-Deployment', () => {
  it('rule 32: goes back to a deployment that is kept', async () => {
    const of = await inTwo();
    expect(await obeyDeployment(of.context, from('1'), of.context.activations.generation)).to.equal('1');
    expect(await activeIn(of)).to.equal('1');
  });

  it('rule 32: starts one that is not known, empty', async () => {
    const of = await inTwo();
    await ask(of);
    await obeyDeployment(of.context, from('3'), of.context.activations.generation);
    expect(await idsIn(of)).to.deep.equal(['3', '2', '1']);
    expect(await pageAt(of)).to.equal(undefined);
  });

  it('rule 32: changes nothing where the answer was asked for before the last activation', async () => {
    const of = await inTwo();
    const since = of.context.activations.generation;
    await rollback(of.context, '1');
    await obeyDeployment(of.context, from('2'), since);
    expect(await activeIn(of)).to.equal('1');
  });

  it('rule 32: changes nothing where the browser may have cached the answer: going back or forward', async () => {
    const of = await inTwo();
    const back = new Request(urlOf('/page'), { cache: 'force-cache' });
    const event = { ...of.event, request: back } as unknown as FetchEvent;
    const before = await idsIn(of);
    const asked = { ...of.context, fetch: () => Promise.resolve(from('1')) };
    const to = await target(of);
    const visitorRequest = await visitorRequestFor(asked, event);
    const answer = await fetchOrigin(asked, to, { fence: 0 }, { visitorRequest });
    expect(answer).to.include({ deployment: undefined, copy: undefined });
    await fromNetwork({ context: asked, event, target: to, stored: { fence: 0 } });
    expect(await idsIn(of)).to.deep.equal(before);
  });

  it('rule 32: of two answers that come together only the first is obeyed', async () => {
    const of = await inTwo();
    const since = of.context.activations.generation;
    await Promise.all(['3', '4'].map((id) => obeyDeployment(of.context, from(id), since)));
    expect(await activeIn(of)).to.equal('3');
  });

  it('rule 32: writes nothing where it names the active one', async () => {
    const of = await inTwo();
    of.store.setState = () => Promise.reject(new Error('a write'));
    await obeyDeployment(of.context, from('2'), of.context.activations.generation);
    expect([of.reports, of.notices]).to.deep.equal([[], []]);
  });

  for (const [what, id] of [
    ['that is empty', ''],
    ['of blanks', '  '],
    ['with a tab in it', 'a\tb'],
    ['with a control character', 'a\u0001b'],
    ['with a line break of Unicode', 'a\u0085b'],
    ['of more than 200 characters', 'x'.repeat(201)],
  ] as const)
    it(`rule 32: one ${what} is no deployment`, async () => {
      const of = await inTwo();
      await obeyDeployment(of.context, from(id), of.context.activations.generation);
      expect(await activeIn(of)).to.equal('2');
    });

  it('rule 32: one with other letters is sent as UTF-8', async () => {
    const of = await inTwo();
    const id = String.fromCharCode(...new TextEncoder().encode('Ü-尺'));
    await obeyDeployment(of.context, from(id), of.context.activations.generation);
    expect(await activeIn(of)).to.equal('Ü-尺');
  });

  it('rule 32: another site has no say', async () => {
    const of = await inTwo();
    const foreign = Object.defineProperty(from('1'), 'type', { value: 'cors' });
    await obeyDeployment(of.context, foreign, of.context.activations.generation);
    expect(await activeIn(of)).to.equal('2');
  });
});

describe('rule 32: a page is stored under the deployment that its answer names', () => {
  const bodyOf = async (of: World, deployment: string): Promise<string | undefined> => {
    const stored = await of.store.get((await target(of)).key.replace(/^[^\n]*/, deployment));
    return stored.body && new Response(stored.body).text();
  };

  it('rule 32: and never under the one that it was asked for under', async () => {
    const answers = [() => html('of 2'), () => from('3')];
    const of = await inTwo(() => answers.shift()?.() ?? html('no more'));
    await ask(of);
    expect((await ask(of)).kind).to.equal('stored');
    expect([await bodyOf(of, '2'), await bodyOf(of, '3')]).to.deep.equal(['of 2', 'of 3']);
    expect(await activeIn(of)).to.equal('3');
  });

  it('rule 32: also where the answer comes after a rollback', async () => {
    const of = await inTwo(() => from('2'));
    const to = await target(of);
    const asked = await fetchOrigin(of.context, to, { fence: 0 });
    await rollback(of.context, '1');
    await applyAnswer(of.context, to, asked);
    expect([await bodyOf(of, '1'), await bodyOf(of, '2')]).to.deep.equal([undefined, 'of 2']);
    expect(await activeIn(of)).to.equal('1');
  });

  it('rule 32: nowhere, where that one is not kept', async () => {
    const of = await inTwo();
    const { context } = of;
    let answer = (): void => undefined;
    const held = new Promise<Response>((resolve) => (answer = () => resolve(from('9'))));
    const to = await target(of);
    const asking = fetchOrigin({ ...context, fetch: () => held }, to, { fence: 0 });
    await rollback(context, '1');
    answer();
    expect((await applyAnswer(context, to, await asking)).kind).to.equal('unstored');
    expect((await of.store.state('totals'))?.entries ?? 0).to.equal(0);
    expect(await idsIn(of)).to.deep.equal(['1', '2']);
  });

  it('rule 32: a 304 of another deployment renews no page of this one', async () => {
    const answers = [
      () => html('of 2', { etag: '"1"' }),
      () => new Response(null, { status: 304, headers: { 'isr-deployment': '3' } }),
    ];
    const of = await inTwo(() => answers.shift()?.() ?? html('no more'));
    await ask(of);
    const before = await of.store.get((await target(of)).key);
    of.clock.now += 70_000;
    await ask(of);
    expect(await of.store.get(before.entry?.key ?? '')).to.deep.equal(before);
    expect(await bodyOf(of, '3')).to.equal(undefined);
  });

  it('rule 32: offline, one of another deployment is better than none', async () => {
    const of = await inTwo(() => html('of 2'));
    await ask(of);
    await activateDeployment(of.context, '3');
    const response = await offlineResponse(of.context, await target(of));
    expect([response.status, await response.text()]).to.deep.equal([200, 'of 2']);
  });
});

describe('rule 32: what is beyond keepDeployments', () => {
  const keyIn = (id: string): string => `${id}\n\nhttps://shop.test/`;
  const fill = (store: Store, id: string): Promise<unknown> =>
    store.put({ kind: 'vary', key: keyIn(id), names: [], size: 0, usedAt: NOW, priority: 0 });
  const isFilled = async (store: Store, id: string): Promise<boolean> =>
    (await store.get(keyIn(id))).entry !== undefined;

  /** Activates deployments one after the other, each with a page. */
  async function activateAll(of: World, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await activateDeployment(of.context, id);
      await fill(of.store, id);
      await reconcile(of.context);
    }
  }

  it('rule 32: goes, the longest unused first, with all that is its own', async () => {
    const of = world(() => html('page'));
    await activateAll(of, ['1', '2', '3']);
    expect(await isFilled(of.store, '1')).to.equal(true);
    await rollback(of.context, '1');
    await activateAll(of, ['4']);
    expect(await idsIn(of)).to.deep.equal(['4', '1', '3']);
    expect([await isFilled(of.store, '2'), await of.store.state('2\n')]).to.deep.equal([false, undefined]);
    expect(await isFilled(of.store, '3')).to.equal(true);
    expect((await of.context.settings()).gone).to.deep.equal([]);
  });

  it('rule 32: stays while a tab is open that was loaded with it', async () => {
    const of = world(() => html('page'));
    await activateAll(of, ['1']);
    of.tabs.push('on 1');
    await activateAll(of, ['2']);
    of.tabs.push('on 2');
    await activateAll(of, ['3', '4', '5']);
    expect(await idsIn(of)).to.deep.equal(['5', '4', '3', '2', '1']);
    of.tabs.shift();
    await reconcile(of.context);
    expect(await idsIn(of)).to.deep.equal(['5', '4', '3', '2']);
    expect([await isFilled(of.store, '1'), await isFilled(of.store, '2')]).to.deep.equal([false, true]);
    of.tabs.length = 0;
    await reconcile(of.context);
    expect(await idsIn(of)).to.deep.equal(['5', '4', '3']);
  });

  it('rule 32: is finished by the next worker, where one was killed half way', async () => {
    const store = memoryStore();
    let dies = true;
    const frail: Store = {
      ...store,
      deletePrefix: (prefix) => (dies ? Promise.reject(new Error('killed')) : store.deletePrefix(prefix)),
    };
    const of = world(() => html('page'), { store: frail });
    await activateAll(of, ['1', '2', '3', '4']);
    expect((await of.context.settings()).gone).to.deep.equal(['1']);
    expect([await idsIn(of), await isFilled(store, '1')]).to.deep.equal([['4', '3', '2'], true]);
    dies = false;
    const next = world(() => html('page'), { store: frail });
    await reconcile(next.context);
    expect([await isFilled(store, '1'), (await next.context.settings()).gone]).to.deep.equal([false, []]);
  });

  it('rule 32: goes on at a later start where the browser does not delete its files', async () => {
    const timers = holdLongTimers();
    const hang = (): Promise<never> => new Promise(() => undefined);
    Object.defineProperty(caches, 'delete', { value: hang, configurable: true });
    try {
      const settings: Settings = { worker: 'd', deployment: '2', deployments: ['2'], gone: ['1', '0'] };
      const of = world(() => html('page'), { settings });
      await fill(of.store, '0');
      const reconciled = reconcile(of.context);
      for (const expected of [1, 2]) {
        await timers.held(25_000);
        timers.elapse(25_000);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(of.reports).to.have.length(expected);
      }
      await reconciled;
      // The pages of the second one are not held back.
      expect(await isFilled(of.store, '0')).to.equal(false);
      expect(of.reports.map(String).join()).to.include('Cache Storage did not answer in time');
      expect((await of.context.settings()).gone).to.deep.equal(['1', '0']);
      Reflect.deleteProperty(caches, 'delete');
      await reconcile(of.context);
      expect((await of.context.settings()).gone).to.deep.equal([]);
    } finally {
      Reflect.deleteProperty(caches, 'delete');
      timers.restore();
    }
  });

  it('rule 32: is not gone on with where it is activated again', async () => {
    const settings: Settings = { worker: 'd', deployment: '2', deployments: ['2'], gone: ['1'] };
    const of = world(() => html('page'), { settings });
    await activateDeployment(of.context, '1');
    await fill(of.store, '1');
    await reconcile(of.context);
    expect([await idsIn(of), await isFilled(of.store, '1')]).to.deep.equal([['1', '2'], true]);
  });
});

describe('rule 12: the shells of a deployment', () => {
  const shell = { route: { shell: '/shell' } };

  it('rule 12: are fetched where they are missing: its worker was killed while it was installed', async () => {
    const of = world(() => html('the shell'), {
      ...shell,
      settings: { worker: 'd', deployment: '1', deployments: ['1'] },
    });
    await reconcile(of.context);
    await reconcile(of.context);
    expect(of.asked.map(({ url }) => new URL(url).pathname)).to.deep.equal(['/shell']);
    expect(Object.keys((await of.store.state('1\n')) ?? {})).to.deep.equal(['/shell']);
  });

  it('rule 12: are fetched once more for one that a header named, and not for one that has them', async () => {
    const of = world(() => html('the shell'), {
      ...shell,
      settings: { worker: 'd', deployment: '1', deployments: ['1'] },
    });
    await reconcile(of.context);
    for (const id of ['2', '1']) {
      await obeyDeployment(of.context, from(id), of.context.activations.generation);
      await reconcile(of.context);
    }
    expect(of.asked).to.have.length(2);
  });

  it('rule 12: are asked for again by the worker’s next start, those that could not be had and no others', async () => {
    const settings: Settings = { worker: 'd', deployment: '1', deployments: ['1'] };
    const options = { ...shell, offline: '/offline', settings, store: memoryStore() };
    let away = true;
    const origin: Origin = ({ url }) => {
      if (away && url.endsWith('/offline')) throw new TypeError('away');
      return html('it');
    };
    const of = world(origin, options);
    await reconcile(of.context);
    away = false;
    await reconcile(of.context);
    expect(of.asked).to.have.length(2);
    const next = world(origin, options);
    await reconcile(next.context);
    expect(next.asked.map(({ url }) => new URL(url).pathname)).to.deep.equal(['/offline']);
    expect(Object.keys((await next.store.state('1\n')) ?? {}).sort()).to.deep.equal(['/offline', '/shell']);
  });
});

describe('rule 32: the deployment of a new worker', () => {
  it('rule 32: becomes the active one later, where the store was in trouble when the worker was activated', async () => {
    const store = memoryStore();
    let broken = true;
    const frail: Store = {
      ...store,
      setState: (...given) => (broken ? Promise.reject(new Error('broken')) : store.setState(...given)),
    };
    const settings: Settings = { worker: 'old', deployment: 'old', deployments: ['old'] };
    const of = world(() => html('page'), { store: frail, settings });
    await activateOwn(of.context).catch(() => undefined);
    expect((await of.context.settings()).deployment).to.equal('old');
    broken = false;
    await reconcile(of.context);
    expect(await idsIn(of)).to.deep.equal(['d', 'old']);
  });

  it('rule 32: does not come back by itself once another was gone back to', async () => {
    const settings: Settings = { worker: 'old', deployment: 'old', deployments: ['old'] };
    const of = world(() => html('page'), { settings });
    await activateOwn(of.context);
    await rollback(of.context, 'old');
    await reconcile(of.context);
    expect(await idsIn(of)).to.deep.equal(['old', 'd']);
    // The same worker, shipped once more.
    await activateOwn(of.context);
    expect(await idsIn(of)).to.deep.equal(['d', 'old']);
  });
});
