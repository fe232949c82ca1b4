import axe from 'axe-core';
import { expect } from 'chai';
import { defineElements } from '../../src/inspector/elements.js';
import type { IsrInspector } from '../../src/inspector/isr-inspector.js';
import { FakeWorker, inspectedPage, request } from './pages.js';

defineElements();

// The virtualizer measures rows in a ResizeObserver. That browsers put off some of it is no error.
addEventListener(
  'error',
  (event) => {
    if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
  },
  { capture: true },
);

/** The roots of the inspector and of the view that it shows. */
const rootsOf = (element: Element): (Element | ShadowRoot)[] => {
  const root = element.shadowRoot;
  const inner = [...(root?.querySelectorAll('*') ?? [])].filter(({ shadowRoot }) => shadowRoot);
  return root ? [root, ...inner.flatMap(rootsOf)] : [];
};

describe('<isr-inspector>', () => {
  let inspector: IsrInspector;
  let main: HTMLElement;
  const open = (worker: FakeWorker): void => {
    inspector = Object.assign(document.createElement('isr-inspector') as IsrInspector, { ask: worker.ask });
    main = document.createElement('main');
    main.append(inspector);
    document.body.append(main);
  };
  afterEach(() => main.remove());

  const all = (selector: string): HTMLElement[] =>
    rootsOf(inspector).flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  const textsOf = (selector: string): string[] => all(selector).map(({ textContent }) => textContent.trim());
  const until = async (what: string, happened: () => boolean): Promise<void> => {
    for (let tries = 0; !happened(); tries++) {
      if (tries > 300)
        throw new Error(`It never happened that ${what}. There is: ${inspector.shadowRoot?.textContent}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const click = async (selector: string): Promise<void> => {
    await until(`${selector} is there`, () => all(selector).length > 0);
    all(selector)[0]?.click();
  };
  const pages = (count: number) => Array.from({ length: count }, (_, at) => inspectedPage(`/p/${at}`));

  it('says that nothing is stored, and where the pages come from', async () => {
    open(new FakeWorker());
    await until('it says so', () => textsOf('.empty').join() === 'Nothing is stored yet. Visit some pages.');
  });

  it('counts thousands of pages, of which few are elements', async () => {
    open(new FakeWorker(pages(6000)));
    await until('all are read', () => textsOf('.count').join().startsWith('6,000'));
    expect(all('.rows .row').length).to.be.within(5, 100);
  });

  it('scrolls to the last of them', async () => {
    open(new FakeWorker(pages(3000)));
    await until('all are read', () => textsOf('.count').join().startsWith('3,000'));
    await until('the last is there', () => {
      const [rows] = all('.rows');
      if (rows) rows.scrollTop = 1e9;
      return all('.rows .row').some((row) => row.getAttribute('aria-rowindex') === '3001');
    });
  });

  it('shows titles, tags and URLs that are HTML as text', async () => {
    const harm = '<img src=x onerror="globalThis.harmed = 1">';
    open(
      new FakeWorker([
        inspectedPage(`/${harm}`, { title: harm, tags: [harm], route: harm, deployment: harm }),
      ]),
    );
    await click('.link');
    await until('it is explained', () => textsOf('.why li').length > 0);
    expect(textsOf('.detail h2')).to.deep.equal([harm]);
    expect(all('img')).to.deep.equal([]);
    expect('harmed' in globalThis).to.equal(false);
  });

  it('leads nowhere by a URL that is a script', async () => {
    open(new FakeWorker([inspectedPage('/a', { url: 'javascript:globalThis.harmed=1' })]));
    await click('.link');
    await until('it is explained', () => textsOf('.why li').length > 0);
    expect(all('.detail a')).to.deep.equal([]);
  });

  it('revalidates and purges the page that is open', async () => {
    const worker = new FakeWorker(pages(3));
    open(worker);
    await click('.link');
    await click('.actions button:nth-child(1)');
    await click('.actions button:nth-child(2)');
    const told = worker.told.filter(({ command }) => /revalidate|Purge/.test(command));
    expect(told).to.deep.equal([
      {
        command: 'revalidate',
        params: { tags: [], paths: ['http://site.test/p/0'], mode: 'soft', eager: true },
      },
      { command: 'inspectPurge', params: { key: 'd\n\n/p/0' } },
    ]);
  });

  it('purges all pages at the second click alone', async () => {
    const worker = new FakeWorker(pages(3));
    open(worker);
    const cleared = () => worker.told.filter(({ command }) => command === 'clear').length;
    await click('.clear');
    await until('it asks again', () => textsOf('.clear').join() === 'Really purge all pages?');
    expect(cleared()).to.equal(0);
    await click('.clear');
    expect(cleared()).to.equal(1);
  });

  it('simulates trouble, and says so as long as it does', async () => {
    const worker = new FakeWorker();
    open(worker);
    await click('.offline');
    await until('it says so', () => textsOf('.notice').join().includes('simulates a lost network'));
    expect(worker.inspection.simulation).to.deep.equal({ isOffline: true, delayMs: 0 });
    await click('.offline');
    await until('it ended', () => textsOf('.notice').length === 0);
  });

  it('adds new requests above the others, once each, also those of a worker that counts anew', async () => {
    const worker = new FakeWorker();
    worker.inspection = { ...worker.inspection, requests: [request(1, 'fresh'), request(2, 'stale')] };
    open(worker);
    await click('#tab-requests');
    await until('both are there', () => textsOf('.url').length === 2);
    expect(textsOf('.decision')).to.deep.equal(['stale', 'fresh']);
    worker.inspection = { ...worker.inspection, worker: '2', requests: [{ ...request(1, 'miss'), at: 9 }] };
    await until('the new one is there', () => textsOf('.decision').join() === 'miss,stale,fresh');
  });

  it('shows how far the feed was read, and the last events', async () => {
    const worker = new FakeWorker();
    const detail = { tags: ['product:1'], paths: ['/news'], mode: 'hard' as const };
    worker.inspection = {
      ...worker.inspection,
      feed: { url: '/_isr/feed', offset: 'abc_7', checkedAt: Date.now() },
      events: [{ id: 1, at: Date.now(), notice: 'invalidated', detail }],
    };
    open(worker);
    await click('#tab-feed');
    await until('the event is there', () => textsOf('li .mono').join() === 'tag product:1 /news (hard)');
    expect(textsOf('dd').join()).to.include('abc_7');
  });

  it('says why it knows nothing, where there is no worker', async () => {
    open(new FakeWorker());
    inspector.ask = () => Promise.reject(new Error('Failed to inspect "this site".'));
    await until('it says so', () => textsOf('[role=alert]').join() === 'Failed to inspect "this site".');
  });

  it('breaks no rule of axe in any tab', async () => {
    const worker = new FakeWorker(pages(50));
    worker.inspection = { ...worker.inspection, requests: [request(1, 'fresh')] };
    open(worker);
    await click('.link');
    for (const tab of ['pages', 'requests', 'charts', 'deployments', 'feed']) {
      await click(`#tab-${tab}`);
      await until('it is selected', () => all('[aria-selected=true]')[0]?.id === `tab-${tab}`);
      await inspector.updateComplete;
      const { violations } = await axe.run(main, { resultTypes: ['violations'] });
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      ).to.deep.equal([], tab);
    }
  });
});

describe('<isr-pill>', () => {
  it('opens the inspector in a dialog, and takes it away when that is closed', () => {
    const pill = document.createElement('isr-pill') as HTMLElement & { open(): void };
    document.body.append(pill);
    pill.shadowRoot?.querySelector('button')?.click();
    const dialog = pill.shadowRoot?.querySelector('dialog');
    expect(dialog?.open).to.equal(true);
    expect(dialog?.querySelectorAll('isr-inspector').length).to.equal(1);
    dialog?.close();
    dialog?.dispatchEvent(new Event('close'));
    expect(dialog?.querySelectorAll('isr-inspector').length).to.equal(0);
    pill.remove();
  });
});
