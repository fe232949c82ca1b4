import { expect } from 'chai';
import { notFoundPage } from '../../../src/worker/offline/templates/not-found.js';
import {
  ageInWords,
  offlinePage,
  type OfflinePageOptions,
  type ReadablePage,
} from '../../../src/worker/offline/templates/offline.js';
import { builtInShell } from '../../../src/worker/offline/templates/shell.js';

/** The little of the DOM that is used here: the worker's tests are compiled without its types, as the worker is. */
interface Part extends EventTarget {
  readonly attributes: Iterable<{ name: string }>;
  readonly contentDocument: Page | null;
  readonly contentWindow: EventTarget | null;
  readonly textContent: string | null;
  hidden: boolean;
  href: string;
  lang: string;
  srcdoc: string;
  value: string;
  append(part: Part): void;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { width: number; height: number };
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part> & { length: number };
  remove(): void;
}
interface Page extends Part {
  readonly body: Part;
  readonly compatMode: string;
  readonly documentElement: Part;
  readonly title: string;
  createElement(name: string): Part;
}
declare const document: Page;
declare const DOMParser: new () => { parseFromString(text: string, type: string): Page };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A title and a query as an attacker would choose them. */
const HOSTILE = `"><script>document.title='pwned'</script><img src=x onerror=alert(1)> & 'so on'`;

const POLICIES = {
  offline: "default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'; connect-src 'self'",
  inlineStyle: "default-src 'none'; style-src 'unsafe-inline'",
};

function readable(count: number): ReadablePage[] {
  return Array.from({ length: count }, (_, index) => ({
    url: `https://shop.example/products/${index}`,
    title: index % 2 ? `Café chair ${index}` : `Walnut lamp ${index}`,
    age: index * MINUTE,
  }));
}

function offline(options: Partial<OfflinePageOptions> = {}): string {
  return offlinePage({
    url: 'https://shop.example/asked-for?color=red#reviews',
    pages: [],
    nonce: 'n0nce',
    reason: 'offline',
    ...options,
  });
}

function parse(html: string): Page {
  return new DOMParser().parseFromString(html, 'text/html');
}

function texts(root: Part, selector: string): (string | null)[] {
  return [...root.querySelectorAll(selector)].map((element) => element.textContent);
}

describe('the built-in pages', () => {
  const frames: Part[] = [];
  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove();
  });

  /** Shows a page in a frame, under the policy that the worker sends it with. */
  async function show(html: string, policy: string): Promise<{ frame: Part; page: Page }> {
    const frame = document.createElement('iframe');
    frames.push(frame);
    frame.srcdoc = html.replace(
      '<title>',
      `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>`,
    );
    document.body.append(frame);
    await loaded(frame);
    return { frame, page: contentOf(frame) };
  }

  for (const [name, html] of Object.entries({
    'the shell': builtInShell(),
    'the offline page': offline({ pages: readable(12) }),
    'the not-found page': notFoundPage(),
  })) {
    describe(name, () => {
      it('is in standards mode, has a language, a title, a viewport, and suits light and dark', () => {
        const page = parse(html);
        expect(page.compatMode).to.equal('CSS1Compat');
        expect(page.documentElement.lang).to.equal('en');
        expect(page.title).not.to.equal('');
        expect(page.querySelector('meta[name=viewport]')).not.to.equal(null);
        expect(page.querySelector('style')?.textContent).to.contain('color-scheme:light dark');
        expect(page.querySelectorAll('main')).to.have.length(1);
      });

      it('asks for nothing from outside', () => {
        expect(parse(html).querySelectorAll('link,[src],[srcset],object,iframe,[data]')).to.have.length(0);
        expect(html).not.to.match(/url\(|@import/);
      });

      it('has no attribute that a strict policy would refuse', () => {
        for (const element of parse(html).querySelectorAll('*'))
          for (const { name } of element.attributes) expect(name).not.to.match(/^(on|style$)/);
      });
    });
  }

  describe('the shell', () => {
    it('says that it is loading, in a status that assistive technology reads', () => {
      expect(parse(builtInShell()).querySelector('[role=status]')?.textContent).to.equal('Loading…');
    });

    it('has no script, and moves only for those who do not mind', () => {
      expect(parse(builtInShell()).querySelector('script')).to.equal(null);
      expect(builtInShell()).to.match(/@media\(prefers-reduced-motion:no-preference\)\{@keyframes/);
    });

    it('has what WebKit paints before the rest of the stream arrives: a bitmap, not just boxes and a word', async () => {
      const { page } = await show(builtInShell(), POLICIES.inlineStyle);
      const image = page.querySelector('canvas')?.getBoundingClientRect();
      expect((image?.width ?? 0) * (image?.height ?? 0)).to.be.greaterThan(32 * 32);
      expect(builtInShell().length).to.be.greaterThan(800);
    });

    it('stays open, so that what is streamed behind it is in the document', () => {
      expect(builtInShell()).not.to.match(/<\/(body|html)>/);
      const page = parse(`${builtInShell()}<meta http-equiv="refresh" content="0">`);
      expect(page.querySelector('body > meta[http-equiv=refresh]')).not.to.equal(null);
    });

    it('is laid out under a policy that allows nothing but inline styles', async () => {
      const { page } = await show(builtInShell(), POLICIES.inlineStyle);
      const bars = [...page.querySelectorAll('main i')].map((bar) => bar.getBoundingClientRect());
      expect(bars.every(({ width, height }) => width > 50 && height > 10)).to.equal(true);
    });
  });

  describe('the not-found page', () => {
    it('says so and leads home', () => {
      const page = parse(notFoundPage());
      expect(texts(page, 'h1')).to.deep.equal(['Page not found']);
      expect(page.querySelector('a')?.getAttribute('href')).to.equal('/');
    });
  });

  describe('the offline page', () => {
    it('says which page cannot be reached, and why', () => {
      const page = parse(offline());
      expect(texts(page, 'h1')).to.deep.equal(['You are offline']);
      expect(texts(page, 'p b')).to.deep.equal(['/asked-for?color=red']);
      expect(texts(parse(offline({ reason: 'unreachable' })), 'h1')).to.deep.equal([
        'This site is not answering',
      ]);
    });

    it('shows paths as people read them, and as they are when they cannot be decoded', () => {
      expect(texts(parse(offline({ url: 'https://a.example/caf%C3%A9' })), 'p b')).to.deep.equal(['/café']);
      expect(texts(parse(offline({ url: 'https://a.example/%E0%A4%A' })), 'p b')).to.deep.equal([
        '/%E0%A4%A',
      ]);
    });

    it('lists the pages in the order given, each with its title, path and age', () => {
      const page = parse(offline({ pages: readable(3).reverse() }));
      expect(texts(page, 'li b')).to.deep.equal(['Walnut lamp 2', 'Café chair 1', 'Walnut lamp 0']);
      expect(texts(page, 'li a small')).to.deep.equal(['/products/2', '/products/1', '/products/0']);
      expect(texts(page, 'li > small')).to.deep.equal(['2 min ago', '1 min ago', 'just now']);
      expect(page.querySelector('a')?.href).to.equal('https://shop.example/products/2');
    });

    it('links to nothing but the pages it lists', () => {
      expect(parse(offline({ pages: readable(50) })).querySelectorAll('a')).to.have.length(50);
    });

    it('shows the path of a page that has no title', () => {
      const pages = [{ url: 'https://shop.example/untitled', title: '', age: 0 }];
      expect(texts(parse(offline({ pages })), 'li b')).to.deep.equal(['/untitled']);
    });

    it('has a kind word when there is nothing to list', () => {
      const page = parse(offline());
      expect(texts(page, 'li')).to.deep.equal(['None yet. Pages you visit are saved here.']);
      expect(page.querySelectorAll('a')).to.have.length(0);
    });

    it('names what people steer by', () => {
      const page = parse(offline({ pages: readable(12) }));
      expect(page.querySelector('nav')?.getAttribute('aria-label')).to.equal('Saved pages');
      expect(page.querySelector('input')?.getAttribute('aria-label')).to.equal('Search');
      expect(texts(page, 'button')).to.deep.equal(['Try again']);
      // An `output` is a polite live region by itself.
      expect(page.querySelector('output')).not.to.equal(null);
    });

    it('shows markup in titles, URLs and nonces as text', () => {
      const url = `https://shop.example/?q=${HOSTILE}`;
      const page = parse(offline({ url, nonce: HOSTILE, pages: [{ url, title: HOSTILE, age: 0 }] }));
      expect(page.querySelectorAll('script')).to.have.length(1);
      expect(page.querySelectorAll('img')).to.have.length(0);
      expect(texts(page, 'li b')).to.deep.equal([HOSTILE]);
      expect(texts(page, 'p b')).to.deep.equal([`/?q=${HOSTILE}`]);
      expect(page.querySelector('a')?.getAttribute('href')).to.equal(url);
      expect(page.querySelector('script')?.getAttribute('nonce')).to.equal(HOSTILE);
    });

    it('has no search where everything is seen at a glance', async () => {
      const { page } = await show(offline({ pages: readable(8) }), POLICIES.offline);
      expect(page.querySelector('input')?.hidden).to.equal(true);
    });

    it('finds pages by words of the title and path, accents and case aside, and says how many', async () => {
      const { page } = await show(offline({ pages: readable(500) }), POLICIES.offline);
      expect(page.querySelector('input')?.hidden).to.equal(false);
      expect(search(page, 'CAFE 499')).to.deep.equal({ found: ['Café chair 499'], count: '1 of 500' });
      expect(search(page, '/products/12').found).to.have.length(11);
      expect(search(page, 'ago')).to.deep.equal({ found: [], count: '0 of 500' });
      expect(search(page, '').found).to.have.length(500);
    });

    for (const status of [404, 501])
      it(`reloads when the connection is back and the page answers, not before: with ${status}`, async () => {
        const { frame } = await show(offline(), POLICIES.offline);
        const asked: RequestInit[] = [];
        const answer = (response: Promise<{ status: number }>) => {
          const view = frame.contentWindow as EventTarget & { fetch: unknown };
          view.fetch = (_url: string, init: RequestInit) => (asked.push(init), response);
          view.dispatchEvent(new Event('online'));
        };
        let loads = 0;
        frame.addEventListener('load', () => loads++);

        answer(Promise.reject(new TypeError('no network')));
        answer(Promise.resolve({ status: 503 }));
        answer(Promise.resolve({ status: 500 }));
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(loads).to.equal(0);
        expect(asked).to.deep.equal(
          Array<unknown>(3).fill({ method: 'HEAD', cache: 'no-store', redirect: 'manual' }),
        );

        const reloaded = loaded(frame);
        answer(Promise.resolve({ status }));
        await reloaded;
      });
  });

  describe('ages in words', () => {
    const words: [seconds: number, words: string][] = [
      [0, 'just now'],
      [59, 'just now'],
      [MINUTE, '1 min ago'],
      [2.9 * MINUTE, '2 min ago'],
      [HOUR - 1, '59 min ago'],
      [HOUR, '1 h ago'],
      [2 * DAY - 1, '47 h ago'],
      [2 * DAY, '2 days ago'],
      [31 * DAY, '31 days ago'],
    ];
    for (const [seconds, expected] of words)
      it(`calls ${seconds} s "${expected}"`, () => expect(ageInWords(seconds)).to.equal(expected));
  });
});

function contentOf(frame: Part): Page {
  if (!frame.contentDocument)
    throw new Error('Failed to read the frame: it shows no document of this origin.');
  return frame.contentDocument;
}

function loaded(frame: Part): Promise<unknown> {
  return new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
}

/** Types into the search, and tells what is left to see. */
function search(page: Page, query: string): { found: (string | null)[]; count: string | null | undefined } {
  const box = page.querySelector('input');
  if (box) box.value = query;
  box?.dispatchEvent(new Event('input'));
  return { found: texts(page, 'li:not([hidden]) b'), count: page.querySelector('output')?.textContent };
}
