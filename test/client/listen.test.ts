import { expect } from 'chai';
import { register } from '../../src/client/register.js';
import { FakeContainer, FakePage, FakeWorker, turn } from './fake-page.js';

const LATER = 15_000;

async function open() {
  const worker = new FakeWorker();
  const container = new FakeContainer(worker);
  container.controller = worker;
  const page = new FakePage(container);
  const isr = await register('/sw.js', { adopt: false }, page);
  await turn();
  page.timers.splice(0);
  const asked = (): number => worker.commands().filter((name) => name === 'warm').length;
  const tell = (done: number, total: number): void =>
    container.tell({ notice: 'warm', detail: { done, total } });
  return { isr, page, asked, tell };
}

describe('a page that is seen again', () => {
  const show = (page: FakePage, isShown: boolean): void => {
    page.document.hidden = !isShown;
    page.document.dispatchEvent(new Event('visibilitychange'));
  };
  const invalidated = {
    notice: 'invalidated' as const,
    detail: { tags: ['a'], paths: [], mode: 'soft' as const },
  };
  async function openPage() {
    const worker = new FakeWorker();
    const container = new FakeContainer(worker);
    container.controller = worker;
    const page = new FakePage(container);
    await register('/sw.js', { adopt: false }, page);
    await turn();
    const asked = () =>
      worker.heard.flatMap((message) => (message.command === 'prefetch' ? message.params.urls : []));
    return { page, container, asked };
  }

  it('asks for itself, once, if pages were invalidated while it was hidden', async () => {
    const { page, container, asked } = await openPage();
    show(page, false);
    container.tell(invalidated);
    container.tell(invalidated);
    expect(asked()).to.deep.equal([]);
    show(page, true);
    show(page, false);
    show(page, true);
    await turn();
    expect(asked()).to.deep.equal([page.location.href]);
  });

  it('asks for itself if it comes out of the back/forward cache: it heard nothing there', async () => {
    const { page, asked } = await openPage();
    page.dispatchEvent(new Event('pagehide'));
    show(page, false);
    show(page, true);
    await turn();
    expect(asked()).to.deep.equal([page.location.href]);
  });

  it('asks for nothing if it was seen when pages were invalidated, or if none were', async () => {
    const { page, container, asked } = await openPage();
    container.tell(invalidated);
    show(page, false);
    show(page, true);
    await turn();
    expect(asked()).to.deep.equal([]);
  });
});

describe('pages that are generated ahead', () => {
  it('are told of as they come', async () => {
    const { isr, tell } = await open();
    const heard: unknown[] = [];
    isr.addEventListener('warm', ({ detail }) => heard.push(detail));
    tell(1, 3);
    tell(3, 3);
    expect(heard).to.deep.equal([
      { done: 1, total: 3 },
      { done: 3, total: 3 },
    ]);
  });

  it('go on being generated when the worker has fallen silent: it is asked to, again and again', async () => {
    const { page, asked, tell } = await open();
    tell(1, 3);
    expect(asked()).to.equal(0);
    expect(await page.ring()).to.be.below(1000);
    expect(asked()).to.equal(1);
    expect(await page.ring()).to.equal(LATER);
    expect(asked()).to.equal(2);
    expect(page.timers).to.have.length(1);
  });

  it('are asked for less and less often while the worker says nothing, and soon again once it does', async () => {
    const { page, tell } = await open();
    tell(1, 3);
    const delays = [];
    while (delays.length < 8) delays.push(await page.ring());
    expect(delays.map((delay = 0) => delay / 1000)).to.deep.equal([0.4, 15, 30, 60, 120, 240, 300, 300]);
    tell(2, 3);
    page.timers.shift();
    expect(await page.ring()).to.be.below(1000);
  });

  it('are not asked for by a hidden page, and soon by one that is seen again', async () => {
    const { page, asked, tell } = await open();
    const show = (isShown: boolean): void => {
      page.document.hidden = !isShown;
      page.document.dispatchEvent(new Event('visibilitychange'));
    };
    show(false);
    tell(1, 3);
    while (page.timers.length) await page.ring();
    expect(asked()).to.equal(0);
    show(true);
    expect(page.timers).to.have.length(1);
    expect(await page.ring()).to.be.below(1000);
    expect(asked()).to.equal(1);
    show(false);
    while (page.timers.length) await page.ring();
    expect(asked()).to.equal(1);
  });

  it('are not asked for by a page that is seen again when all are there', async () => {
    const { page, tell } = await open();
    tell(3, 3);
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(page.timers).to.deep.equal([]);
  });

  it('are left to a worker that is heard of', async () => {
    const { page, asked, tell } = await open();
    tell(1, 3);
    tell(2, 3);
    await page.ring();
    expect(asked()).to.equal(0);
    await page.ring();
    expect(asked()).to.equal(1);
  });

  it('are not asked for once they are all there', async () => {
    const { page, asked, tell } = await open();
    tell(1, 3);
    tell(3, 3);
    while (page.timers.length) await page.ring();
    expect(asked()).to.equal(0);
  });
});
