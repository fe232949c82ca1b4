import { expect } from 'chai';
import type { IsrClient } from '../../src/client/client.js';
import { register } from '../../src/client/register.js';
import type { Notices } from '../../src/shared/messages.js';
import { FakeContainer, FakePage, FakeWorker, navigation, turn, until } from './fake-page.js';

const HREF = 'https://shop.test/products/1#top';

function open({ controlled = true, entries = {} } = {}) {
  const worker = new FakeWorker();
  const container = new FakeContainer(worker);
  if (controlled) container.controller = worker;
  return { worker, container, page: new FakePage(container, entries) };
}

function details<N extends keyof Notices>(isr: IsrClient, name: N): Notices[N][] {
  const heard: Notices[N][] = [];
  isr.addEventListener(name, ({ detail }) => heard.push(detail));
  return heard;
}

describe('registering', () => {
  it('registers the script with its scope, and shows the registration', async () => {
    const { container, page } = open();
    const isr = await register('/other.js', { scope: '/shop/' }, page);
    expect(container.registered).to.deep.equal([{ url: '/other.js', scope: '/shop/' }]);
    expect(isr.registration).to.equal(container.registration);
  });

  it('waits for the load of a page that came without the worker', async () => {
    const { container, page } = open({ controlled: false });
    page.document.readyState = 'interactive';
    const registering = register('/sw.js', {}, page);
    await turn();
    expect(container.registered).to.have.length(0);
    page.dispatchEvent(new Event('load'));
    await registering;
    expect(container.registered).to.have.length(1);
  });

  it('waits five seconds at most for a load that never comes', async () => {
    const { container, page } = open({ controlled: false });
    page.document.readyState = 'interactive';
    const registering = register('/sw.js', {}, page);
    await turn();
    expect(await page.ring()).to.equal(5000);
    await registering;
    expect(container.registered).to.have.length(1);
  });

  it('does not wait for the load of a page that came through the worker', async () => {
    const { container, page } = open();
    page.document.readyState = 'interactive';
    await register('/sw.js', {}, page);
    expect(container.registered).to.have.length(1);
  });

  it('resolves when its time is over, and goes on when the registration comes after all', async () => {
    const { container, page, worker } = open({ controlled: false });
    let arrive!: (registration: unknown) => void;
    container.register = () => new Promise((resolve) => (arrive = resolve));
    const isr = await register('/sw.js', { timeout: 20 }, page);
    const errors = details(isr, 'error');
    expect(isr.registration).to.equal(null);
    arrive(container.registration);
    await until(() => worker.commands().includes('hello'));
    expect(errors.map(({ code }) => code)).to.deep.equal(['no-worker']);
    expect(isr.registration).to.equal(container.registration);
  });

  it('never rejects when registering fails, and tells of it in an error event', async () => {
    const { container, page } = open({ controlled: false });
    container.failure = new TypeError('a bad HTTP response code (404)');
    container.ready = new Promise(() => undefined);
    const isr = await register('/sw.js', {}, page);
    const errors = details(isr, 'error');
    await turn();
    expect(errors.map(({ code, message }) => [code, message])).to.deep.equal([
      ['failed', 'Failed to register "/sw.js": TypeError: a bad HTTP response code (404)'],
    ]);
    expect(isr.registration).to.equal(null);
    expect(await isr.pages()).to.have.length(0);
  });
});

describe('a client where there are no workers', () => {
  const page = new FakePage();

  it('answers every call as an empty cache would', async () => {
    const isr = await register('/sw.js', {}, page);
    expect([...(await isr.pages())]).to.deep.equal([]);
    expect(await isr.stats()).to.include({ hits: 0, misses: 0, entries: 0, bytes: 0 });
    expect(await isr.explain('/x')).to.include({ url: 'https://shop.test/x', route: null, state: 'none' });
    expect(await isr.prefetch(['/2'])).to.deep.equal([{ url: 'https://shop.test/2', outcome: 'not-stored' }]);
    await Promise.all([isr.setUser('7'), isr.clearUser(), isr.clear(), isr.draft(), isr.update()]);
    await isr.unregister();
    expect(isr.registration).to.equal(null);
  });

  it('has an event target that works, and says nothing', async () => {
    const isr = await register('/sw.js', {}, page);
    const errors = details(isr, 'error');
    await turn();
    expect(errors).to.deep.equal([]);
  });

  it('is what a sandboxed frame gets, where the look at the container throws', async () => {
    const sandboxed = new FakePage();
    Object.defineProperty(sandboxed.navigator, 'serviceWorker', {
      get() {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    });
    expect((await register('/sw.js', {}, sandboxed)).registration).to.equal(null);
  });
});

describe('news from the worker', () => {
  const updated = { url: HREF, tags: [], generatedAt: 7 };

  it('becomes events, and each regeneration one, however often it is told', async () => {
    const { container, page } = open();
    const isr = await register('/sw.js', {}, page);
    const heard = details(isr, 'updated');
    await turn();
    expect(container.started).to.equal(true);
    for (const generatedAt of [7, 7, 8, 7])
      container.tell({ notice: 'updated', detail: { ...updated, generatedAt } });
    expect(heard.map(({ generatedAt }) => generatedAt)).to.deep.equal([7, 8]);
  });

  it('without a time is told as often as it happens', async () => {
    const { container, page } = open();
    const isr = await register('/sw.js', {}, page);
    const offline = details(isr, 'offline');
    await turn();
    for (let i = 0; i < 2; i++) container.tell({ notice: 'offline', detail: { url: HREF } });
    expect(offline).to.have.length(2);
  });

  it('is told from messages of others', async () => {
    const { container, page } = open();
    const isr = await register('/sw.js', {}, page);
    const heard = details(isr, 'updated');
    await turn();
    for (const data of [null, 'updated', { notice: 'updated', detail: updated }])
      container.dispatchEvent(new MessageEvent('message', { data }));
    expect(heard).to.deep.equal([]);
  });

  it('is asked for with hello: at the start, and of every worker that takes the page over', async () => {
    const { container, page, worker } = open();
    await register('/sw.js', {}, page);
    await turn();
    const params = { url: HREF, since: page.performance.timeOrigin, referrer: '' };
    const hello = { isr: 1, command: 'hello', params };
    expect(worker.heard).to.deep.equal([hello]);
    container.dispatchEvent(new Event('controllerchange'));
    await turn();
    expect(worker.heard).to.deep.equal([hello, hello]);
  });

  it('says how this very page was served, to listeners that were added after register()', async () => {
    const entries = navigation({ name: 'isr', description: 'stale', duration: 61_000 });
    const { page } = open({ entries });
    const isr = await register('/sw.js', {}, page);
    const heard = details(isr, 'served');
    await turn();
    expect(heard).to.deep.equal([{ url: HREF, state: 'stale', age: 61 }]);
  });
});

describe('the page on which the worker was first registered', () => {
  const resource = [
    { initiatorType: 'css', name: 'https://fonts.test/a.woff2' },
    { initiatorType: 'link', name: 'https://shop.test/a.css' },
    { initiatorType: 'script', name: 'https://shop.test/a.js' },
    { initiatorType: 'img', name: 'https://shop.test/a.png' },
    { initiatorType: 'fetch', name: 'https://shop.test/api' },
    { initiatorType: 'img', name: 'blob:https://shop.test/1' },
    { initiatorType: 'script', name: 'chrome-extension://x/a.js' },
  ];
  const entries = { resource, navigation: [{ name: 'https://shop.test/products/1', decodedBodySize: 1234 }] };

  it('is kept, with the assets that it loaded', async () => {
    const { page, worker } = open({ controlled: false, entries });
    await register('/sw.js', {}, page);
    await until(() => worker.heard.length > 2);
    expect(worker.heard.slice(1)).to.deep.equal([
      { isr: 1, command: 'keepPage', params: { url: HREF, replace: false, size: 1234 } },
      { isr: 1, command: 'keepAssets', params: { urls: resource.slice(0, 4).map(({ name }) => name) } },
    ]);
  });

  it('is not the document that was loaded, where a script has changed the address: its size is not told', async () => {
    const { page, worker } = open({ controlled: false, entries });
    page.location.href = 'https://shop.test/products/2';
    await register('/sw.js', {}, page);
    await until(() => worker.heard.length > 2);
    expect(worker.heard[1]?.params).to.deep.equal({
      url: page.location.href,
      replace: false,
      size: undefined,
    });
  });

  it('is kept only when the worker has become active', async () => {
    const container = new FakeContainer(null);
    const isr = await register('/sw.js', {}, new FakePage(container, entries));
    const errors = details(isr, 'error');
    await turn();
    const worker = new FakeWorker();
    container.activate(worker);
    await until(() => worker.heard.length > 2);
    expect(worker.commands()).to.deep.equal(['hello', 'keepPage', 'keepAssets']);
    expect(errors).to.deep.equal([]);
  });

  it('is not kept where it came through the worker, or the site or the visitor wants it so', async () => {
    for (const [controlled, adopt, saveData] of [
      [true, true, false],
      [false, false, false],
      [false, true, true],
    ]) {
      const { page, worker } = open({ controlled, entries });
      page.navigator.connection = { saveData };
      await register('/sw.js', { adopt }, page);
      await turn();
      expect(worker.commands()).to.deep.equal(['hello']);
    }
  });
});

describe('rule 38: a page that the visitor reloaded past the worker', () => {
  async function forced({ active = true, adopt = true, saveData = false }) {
    const { page, worker, container } = open({ controlled: false });
    container.found = { active: active ? worker : null };
    page.navigator.connection = { saveData };
    await register('/sw.js', { adopt }, page);
    await until(() => worker.heard.length > 2);
    return worker.heard.flatMap((message) => (message.command === 'keepPage' ? [message.params] : []));
  }

  it('takes the place of the stored one, whatever else is kept', async () => {
    for (const options of [{}, { adopt: false }, { saveData: true }])
      expect(await forced(options)).to.deep.equal([{ url: HREF, replace: true, size: undefined }]);
  });

  it('is not asked for again where its answer took longer than the worker can wait', async () => {
    const entries = { navigation: [{ name: HREF, decodedBodySize: 1234, responseStart: 33_000 }] };
    const { page, worker, container } = open({ controlled: false, entries });
    container.found = { active: worker };
    await register('/sw.js', {}, page);
    await until(() => worker.commands().includes('keepAssets'));
    expect(worker.commands()).not.to.include('keepPage');
  });

  it('is told from one that a worker had not been active for', async () => {
    expect(await forced({ active: false })).to.deep.equal([{ url: HREF, replace: false, size: undefined }]);
  });
});
