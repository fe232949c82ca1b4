import { expect } from 'chai';
import { register } from '../../../src/client/register.js';
import { FakeContainer, FakePage, navigation, turn } from '../fake-page.js';

async function open(state: string, { hidden = false, age = 0 } = {}) {
  const entries = navigation({ name: 'isr', description: state, duration: age * 1000 });
  const container = new FakeContainer();
  container.controller = container.registration.active;
  const page = new FakePage(container, entries);
  page.document.hidden = hidden;
  await register('/sw.js', { adopt: false }, page);
  await turn();
  // The patience with `load`, which has passed.
  page.timers.splice(
    0,
    page.timers.findIndex(({ delay }) => delay === 5000 && page.timers.length > 1),
  );
  return page;
}

const answer = (status: number) => () => Promise.resolve(new Response(null, { status }));

describe('rule 13: an offline page', () => {
  it('comes back when the browser says that the connection has', async () => {
    const page = await open('offline');
    page.dispatchEvent(new Event('online'));
    expect(page.location.reloads).to.equal(1);
  });

  it('comes back when the origin answers a HEAD, past every cache', async () => {
    const page = await open('offline');
    page.answer = answer(404);
    while (page.asked.length === 0) await page.ring();
    expect(page.asked[0]?.url).to.equal(page.location.href);
    expect(page.asked[0]?.init).to.include({ method: 'HEAD', cache: 'no-store', redirect: 'manual' });
    expect(page.location.reloads).to.equal(1);
  });

  it('asks after 5 s, then ever less often, every 30 s in the end', async () => {
    const page = await open('offline');
    const delays = [];
    while (delays.length < 5) {
      const before = page.asked.length;
      const delay = await page.ring();
      if (page.asked.length > before) delays.push(delay);
    }
    expect(delays).to.deep.equal([5000, 10_000, 20_000, 30_000, 30_000]);
    expect(page.location.reloads).to.equal(0);
  });

  it('stays while a gateway answers for an origin that is down', async () => {
    const page = await open('offline');
    page.answer = answer(502);
    for (let i = 0; i < 3; i++) await page.ring();
    expect([page.asked.length > 0, page.location.reloads]).to.deep.equal([true, 0]);
  });

  it('comes back to a server that has no HEAD', async () => {
    const page = await open('offline');
    page.answer = answer(501);
    for (let i = 0; i < 2; i++) await page.ring();
    expect(page.location.reloads).to.equal(1);
  });

  it('asks nothing while nobody looks at it', async () => {
    const page = await open('offline', { hidden: true });
    page.answer = answer(200);
    for (let i = 0; i < 4; i++) await page.ring();
    expect(page.asked).to.have.length(0);
    page.document.hidden = false;
    await page.ring();
    expect(page.location.reloads).to.equal(1);
  });

  it('is no stored page that was read offline: that one is left as it is (rule 8)', async () => {
    const page = await open('offline', { age: 90 });
    page.answer = answer(200);
    page.dispatchEvent(new Event('online'));
    for (let i = 0; i < 3; i++) await page.ring();
    expect([page.asked.length, page.location.reloads]).to.deep.equal([0, 0]);
  });

  it('is the only page that is ever reloaded', async () => {
    for (const state of ['fresh', 'stale', 'stale-if-error', 'shell', 'miss']) {
      const page = await open(state);
      page.answer = answer(200);
      page.dispatchEvent(new Event('online'));
      for (let i = 0; i < 3; i++) await page.ring();
      expect([state, page.asked.length, page.location.reloads]).to.deep.equal([state, 0, 0]);
    }
  });
});
