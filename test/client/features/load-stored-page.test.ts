import { expect } from 'chai';
import { announce, IsrEventTarget } from '../../../src/client/events.js';
import { loadStoredPages } from '../../../src/client/features/load-stored-page.js';
import { FakePage } from '../fake-page.js';

/** Real elements in the document that runs this test, of a page of make-believe at /here. */
function open(elements: string) {
  const box = document.createElement('div');
  box.innerHTML = elements;
  // A client router goes on by itself.
  box.addEventListener('click', (event) => event.preventDefault());
  document.body.replaceChildren(box);
  const page = Object.assign(new FakePage(), { document });
  page.location.href = new URL('/here', location.href).href;
  const client = new IsrEventTarget();
  loadStoredPages(page, client);
  const click = (keys: MouseEventInit = {}): unknown =>
    box
      .querySelector('[id=it]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...keys }));
  const failed = (path: string, navigate = true): void =>
    announce(client, 'offline', { url: new URL(path, location.href).href, navigate });
  /** Where the page goes after a while. */
  const goes = async (): Promise<string[]> => {
    while (page.timers.length) await page.ring();
    return page.location.assigned.map((url) => url.slice(location.origin.length));
  };
  return { box, page, click, failed, goes };
}

const LINK = '<a id="it" href="/there?a=1#part">There</a>';

describe('a stored page whose part could not be had, offline', () => {
  after(() => document.body.replaceChildren());

  for (const element of [
    LINK,
    '<a href="/there?a=1"><b id="it">There</b></a>',
    '<button id="it" hx-get="/there?a=1">There</button>',
    '<div data-hx-get="there?a=1"><i id="it">There</i></div>',
    '<form action="/there?a=1"><button id="it">There</button></form>',
  ])
    it(`is loaded when this was clicked: ${element}`, async () => {
      const { click, failed, goes } = open(element);
      click();
      failed('/there?a=1');
      expect(await goes()).to.deep.equal(['/there?a=1']);
    });

  it('is loaded when it has just come into the address bar, as by the way back', async () => {
    const { page, failed, goes } = open('');
    page.location.href = new URL('/before', location.href).href;
    page.dispatchEvent(new Event('popstate'));
    page.time = 900;
    failed('/before');
    expect(await goes()).to.deep.equal(['/before']);
  });

  it('is not loaded when another page was clicked, or nothing that names a page', async () => {
    for (const element of [
      LINK,
      '<button id="it" class="other">Other</button>',
      '<a id="it" href="http://">?</a>',
    ]) {
      const { click, failed, goes } = open(element);
      click();
      failed('/other');
      expect(await goes(), element).to.deep.equal([]);
    }
  });

  it('is not loaded when nothing was clicked, or long ago: pages ask for parts by themselves', async () => {
    const { page, click, failed, goes } = open(LINK);
    failed('/there?a=1');
    failed('/here');
    click();
    page.time = 1_001;
    failed('/there?a=1');
    expect(await goes()).to.deep.equal([]);
  });

  it('is not loaded in this tab when it was to be opened in another', async () => {
    for (const key of ['ctrlKey', 'metaKey', 'shiftKey', 'altKey']) {
      const { click, failed, goes } = open(LINK);
      click({ [key]: true });
      failed('/there?a=1');
      expect(await goes(), key).to.deep.equal([]);
    }
  });

  it('is not loaded where the router leaves the page by itself', async () => {
    const { page, click, failed, goes } = open(LINK);
    click();
    failed('/there?a=1');
    page.dispatchEvent(new Event('beforeunload'));
    expect(await goes()).to.deep.equal([]);
  });

  it('is not loaded for news that the origin could not be reached', async () => {
    const { click, failed, goes } = open(LINK);
    click();
    failed('/there?a=1', false);
    expect(await goes()).to.deep.equal([]);
  });
});
