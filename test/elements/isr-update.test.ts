import { expect } from 'chai';
import '../../src/elements/index.js';
import type { IsrUpdate } from '../../src/elements/index.js';

/** What the worker has stored of this page. */
let stored: { html: string; cacheStatus: string; status: number };
let generatedAt = Date.now();
const asked: string[] = [];

/** Answers as the worker would: these tests have none. */
class FakeRequest {
  responseType = '';
  status = 0;
  responseXML: Document | null = null;
  onloadend: () => void = () => undefined;
  open(method: string, url: string): void {
    asked.push(`${method} ${url}`);
  }
  setRequestHeader(name: string, value: string): void {
    asked.push(`${name}: ${value}`);
  }
  getResponseHeader = (): string => stored.cacheStatus;
  send(): void {
    setTimeout(() => {
      this.status = stored.status;
      this.responseXML = new DOMParser().parseFromString(stored.html, 'text/html');
      this.onloadend();
    });
  }
}

/** The worker tells this page of something. */
function tell(notice: string, detail: object): void {
  const data = { isr: 1, notice, detail };
  navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data }));
}
const update = (url = location.href): void => tell('updated', { url, tags: [], generatedAt: ++generatedAt });

/** The next version of this page: its scripts and styles, and another main part. */
const nextPage = (main: string, head = ''): string =>
  `<!doctype html><head>${document.head.innerHTML}<title>Next</title>${head}</head><body><main>${main}</main></body>`;

const main = document.createElement('main');
let element: IsrUpdate;
let events: CustomEvent<{ by?: string }>[];

const part = (name: string): HTMLElement =>
  element.shadowRoot?.querySelector(`[part=${name}]`) as HTMLElement;
const said = (): string =>
  [...part('message').querySelectorAll('slot')]
    .filter(({ hidden }) => !hidden)
    .map((slot) =>
      slot
        .assignedNodes({ flatten: true })
        .map(({ textContent }) => textContent)
        .join(''),
    )
    .join();
async function until(happened: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500 && !happened(); turns++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(happened()).to.equal(true);
}
const painted = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const types = (): string[] => events.map(({ type, detail }) => [type, detail.by].join(' ').trim());
const applied = (): Promise<void> =>
  until(() => types().some((type) => type.startsWith('isr-update-applied')));

/** Serves a page: what stands in it before the element is there, no script has made. */
function open(content: string): void {
  main.innerHTML = content;
  element = document.createElement('isr-update');
  element.setAttribute('for', 'main');
  for (const type of ['isr-update-shown', 'isr-update-apply', 'isr-update-applied'])
    element.addEventListener(type, (event) => events.push(event as CustomEvent<{ by?: string }>));
  document.body.replaceChildren(main, element);
}

describe('<isr-update>', () => {
  const { XMLHttpRequest } = globalThis;
  const title = document.title;
  before(() => Object.assign(globalThis, { XMLHttpRequest: FakeRequest }));
  after(() => {
    Object.assign(globalThis, { XMLHttpRequest });
    document.title = title;
  });

  beforeEach(() => {
    stored = { html: nextPage('<p>new</p>'), cacheStatus: 'sw-isr; hit; ttl=59', status: 200 };
    asked.length = 0;
    events = [];
    open('<p>old</p>');
  });
  afterEach(async () => {
    main.remove();
    element.remove();
    await Promise.resolve();
  });

  it('says nothing, takes no room and cannot be reached until there is news', () => {
    expect([element.shown, said(), part('actions').hidden]).to.deep.equal([false, '', true]);
    expect(getComputedStyle(element).position).to.equal('fixed');
  });

  it('offers the newer version politely, and shows it on a click', async () => {
    update();
    expect([element.shown, said()]).to.deep.equal([true, 'A newer version of this page is available.']);
    expect(part('message').getAttribute('role')).to.equal('status');
    part('action').click();
    await applied();
    expect([main.innerHTML, document.title, element.shown]).to.deep.equal(['<p>new</p>', 'Next', false]);
    expect(types()).to.deep.equal(['isr-update-shown', 'isr-update-apply', 'isr-update-applied swap']);
    expect(said()).to.equal('The page is up to date.');
    expect(asked).to.deep.equal([`GET ${location.href}`, 'Accept: text/html']);
  });

  it('hears of this page alone, and of each version once', () => {
    update(new URL('/other', location.href).href);
    expect(element.shown).to.equal(false);
    update(`${location.origin}${location.pathname.replace('t', '%74')}?utm_source=x`);
    expect(element.shown).to.equal(true);
    element.dismiss();
    tell('updated', { url: location.href, tags: [], generatedAt });
    expect(element.shown).to.equal(false);
    update();
    expect(types()).to.deep.equal(['isr-update-shown', 'isr-update-shown']);
  });

  it('keeps the focus, the selection, and what is typed', async () => {
    open('<p>old</p><input id="field">');
    stored.html = nextPage('<p>new</p><div>more</div><input id="field">');
    const field = main.querySelector('input') as HTMLInputElement;
    field.focus();
    field.value = 'typed';
    field.setSelectionRange(1, 3);
    update();
    part('action').click();
    await applied();
    expect(document.activeElement).to.equal(field);
    expect([field.value, field.selectionStart, field.selectionEnd]).to.deep.equal(['typed', 1, 3]);
    expect(main.querySelector('div')?.textContent).to.equal('more');
  });

  it('keeps what the visitor reads where it is on the screen', async () => {
    const text = '<div style="height: 3000px">text</div><p id="read" style="height: 100px">read</p>';
    open(`${text}<div style="height: 3000px"></div>`);
    stored.html = nextPage(`<div style="height: 500px">more</div>${main.innerHTML}`);
    const read = main.querySelector('#read') as HTMLElement;
    // Firefox applies a scroll in a transition, which an earlier test has begun, to the next one as well.
    await until(() => document.getAnimations().length === 0);
    read.scrollIntoView({ block: 'center', behavior: 'instant' });
    await painted();
    const { top } = read.getBoundingClientRect();
    update();
    await element.apply();
    expect(main.children).to.have.length(4);
    await painted();
    expect(read.getBoundingClientRect().top).to.be.closeTo(top, 2);
    scrollTo({ top: 0, behavior: 'instant' });
  });

  it('is put away by its button and by Escape, and gives the focus back', () => {
    main.innerHTML = '<input>';
    const field = main.querySelector('input') as HTMLInputElement;
    for (const putAway of [
      () => part('dismiss').click(),
      () =>
        part('action').dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
        ),
    ]) {
      update();
      field.focus();
      part('action').focus();
      putAway();
      expect([element.shown, document.activeElement]).to.deep.equal([false, field]);
    }
  });

  it('leaves the showing to the site that cancels the event', async () => {
    element.addEventListener('isr-update-apply', (event) => event.preventDefault());
    update();
    expect(await element.apply()).to.equal(true);
    expect([main.innerHTML, element.shown, asked.length]).to.deep.equal(['<p>old</p>', false, 0]);
  });

  for (const [why, change] of [
    [
      'needs a script that is not here',
      () => (stored.html = nextPage('x', '<script src="/new.js"></script>')),
    ],
    [
      'needs a style that is not here',
      () => (stored.html = nextPage('x', '<style>p { color: red }</style>')),
    ],
    ['has other parts', () => (stored.html = stored.html.replaceAll('main', 'article'))],
    ['is not the stored one', () => (stored.cacheStatus = 'sw-isr; fwd=stale; fwd-status=200')],
    ['is of another deployment', () => tell('deployment', { from: '1', to: '2' })],
    ['is gone', () => (stored.status = 404)],
  ] as const)
    it(`does not swap, but asks before it reloads over something typed, where the next page ${why}`, async () => {
      main.insertAdjacentHTML('beforeend', '<input>');
      (main.querySelector('input') as HTMLInputElement).value = 'typed';
      update();
      change();
      expect(await element.apply()).to.equal(false);
      expect(said()).to.equal('The page has to be reloaded. What you typed would be lost.');
      expect([element.shown, main.textContent, part('action').innerText]).to.deep.equal([
        true,
        'old',
        'Reload',
      ]);
    });

  it('with "auto" swaps at once while nobody does anything', async () => {
    element.setAttribute('auto', '0');
    update();
    await applied();
    expect([types()[0], main.innerHTML]).to.deep.equal(['isr-update-apply', '<p>new</p>']);
  });

  it('with "auto" offers what it must not swap: over something typed, soon after a key, or by a reload', async () => {
    element.setAttribute('auto', '60');
    dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    update();
    expect(element.shown).to.equal(true);
    element.dismiss();
    element.setAttribute('auto', '0');
    main.innerHTML = '<input>';
    (main.querySelector('input') as HTMLInputElement).value = 'typed';
    update();
    expect(element.shown).to.equal(true);
    element.dismiss();
    main.innerHTML = '';
    stored.status = 404;
    update();
    await until(() => element.shown);
    expect(types()).not.to.include('isr-update-applied reload');
  });

  it('speaks the site’s language, by attributes and by slots', () => {
    element.setAttribute('message', 'Es gibt Neues.');
    element.innerHTML = '<b slot="action">Zeigen</b>';
    update();
    expect(said()).to.equal('Es gibt Neues.');
    expect(part('action').querySelector('slot')?.assignedNodes()[0]?.textContent).to.equal('Zeigen');
    element.removeAttribute('message');
    expect(said()).to.equal('A newer version of this page is available.');
  });

  it('hears nothing once it has left the page, and goes on where it was only moved', async () => {
    document.body.prepend(element);
    await Promise.resolve();
    update();
    expect(element.shown).to.equal(true);
    element.dismiss();
    element.remove();
    await Promise.resolve();
    update();
    expect(element.shown).to.equal(false);
  });
});
