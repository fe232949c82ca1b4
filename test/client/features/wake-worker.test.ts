import { expect } from 'chai';
import { wakeWorker } from '../../../src/client/features/wake-worker.js';
import { FakeContainer, FakePage } from '../fake-page.js';

/** Real links in the document that runs this test, of a page of make-believe. */
function open(links: string, { isActive = true } = {}) {
  const box = document.createElement('div');
  box.innerHTML = links;
  document.body.replaceChildren(box);
  const sent: unknown[] = [];
  const active = isActive ? { postMessage: (...given: unknown[]) => void sent.push(given) } : null;
  const container = new FakeContainer();
  const page = Object.assign(new FakePage(container), { document, location });
  const registration = { active } as unknown as ServiceWorkerRegistration;
  wakeWorker({ page, container: undefined, timeout: 1000, registration });
  const on = (selector: string, type: string): unknown =>
    box.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
  return { box, page, sent, on, rest };
}

const WAKE = [{ isr: 1, command: 'wake', params: {} }];

describe('rule 39: the worker is woken', () => {
  after(() => document.body.replaceChildren());

  it('by a pointer that is pressed on a link, or on what is in it, and no answer is waited for', () => {
    const { sent, on } = open('<a href="/one"><b>One</b></a>');
    on('b', 'pointerdown');
    expect(sent).to.deep.equal([WAKE]);
  });

  for (const type of ['pointerover', 'focusin'])
    it(`by ${type}, where it rests`, async () => {
      const { box, sent, on, rest } = open('<a href="/one">One</a>');
      on('a', type);
      box.dispatchEvent(new Event(type, { bubbles: true }));
      await rest();
      expect(sent).to.deep.equal([]);
      on('a', type);
      await rest();
      expect(sent).to.deep.equal([WAKE]);
    });

  it('by links in a web component, and where the site lets no event through', () => {
    const { box, sent } = open('');
    const link = document.createElement('a');
    link.href = '/one';
    box.attachShadow({ mode: 'open' }).append(link);
    box.addEventListener('pointerdown', (event) => event.stopPropagation());
    link.dispatchEvent(new Event('pointerdown', { bubbles: true, composed: true }));
    expect(sent).to.deep.equal([WAKE]);
  });

  it('once in ten seconds', () => {
    const { page, sent, on } = open('<a href="/one">One</a>');
    for (const time of [0, 9_999, 10_000, 15_000, 20_000]) {
      page.time = time;
      on('a', 'pointerdown');
    }
    expect(sent).to.have.length(3);
  });

  it('by no link to another site, another tab, a file or a part of this page, and by nothing else', () => {
    const { sent, on } = open(
      `<a href="https://other.test/">1</a><a href="/a" target="_blank">2</a><a href="/a" download>3</a>
      <a href="#part">4</a><a href="mailto:a@b.test">5</a><a>6</a><button>7</button>`,
    );
    for (let place = 1; place <= 7; place++) on(`:nth-child(${place})`, 'pointerdown');
    expect(sent).to.deep.equal([]);
  });

  it('only where there is one', () => {
    const { on } = open('<a href="/one">One</a>', { isActive: false });
    on('a', 'pointerdown');
  });
});
