/** Which requests the worker takes. */
import { expect } from 'chai';
import { createRouter } from '../../src/worker/router.js';
import { html, request, urlOf, world } from './fake-context.js';

/** A navigation to a URL, of which no request could be made where it holds a password. */
function navigation(url: string): FetchEvent {
  const given = Object.defineProperties(request('/page'), {
    mode: { value: 'navigate' },
    url: { value: url },
  });
  return { request: given, waitUntil: () => undefined } as unknown as FetchEvent;
}

describe('what the worker takes', () => {
  const routes = () => createRouter(world(() => html('a page')).context);

  for (const who of ['joe:secret@', 'joe@', ':secret@'])
    it(`is no page whose URL holds credentials: ${who}`, () => {
      const url = urlOf('/page').replace('//', `//${who}`);
      expect(routes().respond(navigation(url))).to.equal(undefined);
      expect(routes().find(url)).to.equal(undefined);
    });

  it('is a navigation to a page', async () => {
    const response = await routes().respond(navigation(urlOf('/page')));
    expect(await response?.text()).to.equal('a page');
  });

  it('is nothing that can not be read, nor of another site', () => {
    for (const url of ['', '/page', 'http://', 'https://other.test/page'])
      expect(routes().find(url), url).to.equal(undefined);
  });

  it('is known also where the browser has no URL.canParse', () => {
    const canParse = Object.getOwnPropertyDescriptor(URL, 'canParse');
    Reflect.deleteProperty(URL, 'canParse');
    try {
      expect(routes().find(urlOf('/page'))?.route.name).to.equal('/*');
      expect(routes().find('http://')).to.equal(undefined);
    } finally {
      if (canParse) Object.defineProperty(URL, 'canParse', canParse);
    }
  });
});
