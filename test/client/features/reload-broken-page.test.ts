/** When a page whose script is gone reloads itself. */
import { expect } from 'chai';
import { reloadBrokenPage } from '../../../src/client/features/reload-broken-page.js';
import { FakeContainer, FakePage, turn, until } from '../fake-page.js';

const NOTE = 'sw-isr:reloaded';
/** As the worker knows the page. */
const STORED = 'https://shop.test/products/1';

class Notes extends Map<string, string> {
  getItem(name: string): string | null {
    return this.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.set(name, value);
  }
  removeItem(name: string): void {
    this.delete(name);
  }
}

interface Options {
  /** What the page on the screen is, and what the site has there now. */
  here?: string;
  there?: Response | string;
  noted?: string;
  storage?: object;
}

/** A page that listens, and what came of it. */
function open({ here = '<script src="/app.old.js"></script>', there, noted, storage }: Options) {
  const container = new FakeContainer();
  const page = new FakePage(container);
  const notes = new Notes(noted === undefined ? [] : [[NOTE, noted]]);
  Object.assign(page.document, { documentElement: { outerHTML: here } });
  Object.defineProperty(page, 'sessionStorage', storage ?? { value: notes });
  page.answer = async () => (there instanceof Response ? there : new Response(there));
  reloadBrokenPage(page, container as unknown as ServiceWorkerContainer);
  const send = (): void => container.tell({ notice: 'reload', detail: { url: STORED } });
  const tell = async (): Promise<number> => {
    send();
    await turn();
    return page.location.reloads;
  };
  const untilReloaded = async (): Promise<void> => {
    send();
    // The site's page is read to its end first.
    await until(() => page.location.reloads > 0);
    expect(page.location.reloads).to.equal(1);
  };
  return { page, container, notes, tell, untilReloaded };
}

const HREF = 'https://shop.test/products/1#top';

describe('rule 32: a page whose script is gone', () => {
  const deployed: [what: string, here: string, there: string][] = [
    ['a script', '<script src="/app.old.js"></script>', '<script src="/app.new.js"></script>'],
    [
      'a script named without a slash',
      '<script src="app.old.js"></script>',
      '<script src=app.new.js></script>',
    ],
    [
      'a module in an inline script',
      '<script>import("/a/start.1.mjs")</script>',
      '<script>import("/a/start.2.mjs")</script>',
    ],
    ['an entry of an import map', '{"imports":{"a":"/a-1.js"}}', '{"imports":{"a":"/a-2.js"}}'],
  ];
  for (const [what, here, there] of deployed)
    it(`is reloaded where the site has another one there, by ${what}`, async () => {
      const { page, untilReloaded, notes } = open({ here, there });
      await untilReloaded();
      expect(page.asked.map(({ url }) => url)).to.deep.equal([STORED]);
      expect(notes.get(NOTE)).to.equal(HREF);
    });

  const left: [what: string, options: Options][] = [
    [
      'the site has the same there',
      { there: '<p>new words, Node.js and app.json</p><script src="/app.old.js"></script>' },
    ],
    [
      'the site has an error there',
      { there: new Response('<script src="/app.new.js"></script>', { status: 500 }) },
    ],
    [
      'the site leads elsewhere',
      {
        there: Object.defineProperty(new Response('<script src="/app.new.js"></script>'), 'redirected', {
          value: true,
        }),
      },
    ],
    [
      'it was reloaded, and has not loaded well since',
      { there: '<script src="/app.new.js"></script>', noted: HREF },
    ],
    [
      'nothing can be noted',
      {
        there: '<script src="/app.new.js"></script>',
        storage: {
          get: () => {
            throw new DOMException('no storage', 'SecurityError');
          },
        },
      },
    ],
  ];
  for (const [what, options] of left)
    it(`is not reloaded where ${what}`, async () => {
      expect(await open(options).tell()).to.equal(0);
    });

  it('is not reloaded where the site can not be reached', async () => {
    const { page, tell } = open({});
    page.answer = () => Promise.reject(new TypeError('offline'));
    expect(await tell()).to.equal(0);
  });

  it('may be reloaded again when it has loaded well, and not before', async () => {
    const { page, notes, untilReloaded } = open({
      noted: HREF,
      there: '<script src="/app.new.js"></script>',
    });
    await turn();
    expect(await page.ring()).to.equal(5000);
    expect(notes.has(NOTE)).to.equal(true);
    expect(await page.ring()).to.equal(10_000);
    expect(notes.has(NOTE)).to.equal(false);
    await untilReloaded();
  });

  it('is not taken to have loaded well when it misses a script again', async () => {
    const { page, notes, tell } = open({ noted: HREF });
    expect(await tell()).to.equal(0);
    await page.ring();
    await page.ring();
    expect(notes.get(NOTE)).to.equal(HREF);
  });

  it('is not reloaded by any other word', async () => {
    const { page, container } = open({ there: '<script src="/app.new.js"></script>' });
    container.tell({ notice: 'offline', detail: { url: HREF } });
    container.dispatchEvent(new MessageEvent('message', { data: { notice: 'reload' } }));
    await turn();
    expect(page.asked).to.deep.equal([]);
  });
});
