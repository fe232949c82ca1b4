import { expect } from 'chai';
import { register } from '../../src/client/register.js';
import { FakeContainer, FakePage, FakeWorker, turn } from './fake-page.js';

const LATER = 15_000;

async function open() {
  const worker = new FakeWorker();
  const container = new FakeContainer(worker);
  container.controller = worker;
  const page = new FakePage(container);
  const isr = await register('/sw.js', {}, page);
  await turn();
  page.timers.splice(0);
  const asked = (): number => worker.commands().filter((name) => name === 'warm').length;
  const tell = (done: number, total: number): void =>
    container.tell({ notice: 'warm', detail: { done, total } });
  return { isr, page, asked, tell };
}

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
