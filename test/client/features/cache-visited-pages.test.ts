import { expect } from 'chai';
import { cacheVisitedPages } from '../../../src/client/features/cache-visited-pages.js';
import { FakeContainer, FakePage, FakeWorker } from '../fake-page.js';

const SITE = 'https://shop.test';
const DOCUMENT: Record<string, object[]> = { navigation: [{ name: `${SITE}/products/1` }] };

function open({ entries = DOCUMENT, scope = `${SITE}/` } = {}) {
  const worker = new FakeWorker();
  const page = new FakePage(new FakeContainer(worker), entries);
  const registration = { active: worker, scope } as unknown as ServiceWorkerRegistration;
  const go = (url: string): void => page.history.pushState(null, '', url);
  const show = (isShown: boolean): void => {
    page.document.hidden = !isShown;
    page.document.dispatchEvent(new Event('visibilitychange'));
  };
  /** Lets all that is waited for pass, and tells which pages the worker was asked to keep. */
  const kept = async (): Promise<string[]> => {
    while (page.timers.some(({ delay }) => delay === 1000)) await page.ring();
    return worker.heard.flatMap(({ command, params }) =>
      command === 'keepPage' ? [params.url.slice(SITE.length)] : [],
    );
  };
  cacheVisitedPages({ page, container: undefined, timeout: 5000, registration });
  return { page, go, show, kept };
}

describe('a page that a client router shows', () => {
  it('is kept, once in this document, and not the page that was loaded', async () => {
    const { go, kept } = open();
    expect(await kept()).to.deep.equal([]);
    for (const url of ['/products/2', '/products/1', '/products/2#part', '/products/2?size=l']) {
      go(url);
      await kept();
    }
    expect(await kept()).to.deep.equal(['/products/2', '/products/2?size=l']);
  });

  it('is kept when its address has stood for a while', async () => {
    const { go, kept } = open();
    for (const url of ['/a', '/b', '/a', '/c', '/c#part']) go(url);
    expect(await kept()).to.deep.equal(['/c#part']);
  });

  it('is kept where the address was changed before the client was there', async () => {
    const { kept } = open({ entries: { navigation: [{ name: `${SITE}/` }] } });
    expect(await kept()).to.deep.equal(['/products/1#top']);
  });

  it('is not kept in a page that nobody sees, until somebody does', async () => {
    const { go, show, kept } = open();
    show(false);
    go('/hidden');
    expect(await kept()).to.deep.equal([]);
    show(true);
    expect(await kept()).to.deep.equal(['/hidden']);
  });

  it('is not kept where the visitor saves data', async () => {
    const { page, go, kept } = open();
    page.navigator.connection = { saveData: true };
    go('/costly');
    expect(await kept()).to.deep.equal([]);
  });

  it('is not kept beyond the scope of the worker', async () => {
    const { go, kept } = open({ scope: `${SITE}/products/` });
    for (const url of ['/about', '/products/2']) {
      go(url);
      await kept();
    }
    expect(await kept()).to.deep.equal(['/products/2']);
  });

  it('is not asked for where it was fetched through the worker: that has seen it', async () => {
    const isr = { serverTiming: [{ name: 'isr', description: 'miss', duration: 0 }] };
    const { go, kept } = open({
      entries: {
        ...DOCUMENT,
        resource: [
          { name: `${SITE}/whole`, initiatorType: 'fetch', ...isr },
          { name: `${SITE}/part`, initiatorType: 'fetch', serverTiming: [] },
        ],
      },
    });
    for (const url of ['/whole', '/part']) {
      go(url);
      await kept();
    }
    expect(await kept()).to.deep.equal(['/part']);
  });

  it('is one of a hundred at most in one document, which may write its state into the address all day', async () => {
    const { go, kept } = open();
    for (let place = 0; place < 105; place++) {
      go(`/map?at=${place}`);
      await kept();
    }
    expect(await kept()).to.have.length(100);
  });
});
