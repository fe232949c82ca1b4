/** Standing aside: a request is sent back to the browser, and passes when it comes again. */
import { expect } from 'chai';
import { createAside } from '../../../src/worker/visitor/stand-aside.js';

const URL_A = 'https://cdn.test/a.png?x=1';

describe('standing aside', () => {
  it('redirects to the same URL, its fragment too, for requests with CORS as well', () => {
    const { status, headers } = createAside().redirect(`${URL_A}#part`);
    expect(status).to.equal(302);
    expect(headers.get('location')).to.equal(`${URL_A}#part`);
    expect(headers.get('access-control-allow-origin')).to.equal(location.origin);
    expect(headers.get('access-control-allow-credentials')).to.equal('true');
  });

  it('lets the next request for the URL pass, and no other', () => {
    const aside = createAside();
    expect(aside.takes(URL_A)).to.equal(false);
    aside.redirect(`${URL_A}#part`);
    expect(aside.takes('https://cdn.test/a.png')).to.equal(false);
    expect(aside.takes(URL_A)).to.equal(true);
    expect(aside.takes(URL_A)).to.equal(false);
  });

  it('lets nothing pass that comes much later: the tab that was sent back is gone', () => {
    const aside = createAside();
    let time = 0;
    performance.now = () => time;
    try {
      aside.redirect(URL_A);
      time = 9_999;
      expect(aside.takes(URL_A)).to.equal(true);
      aside.redirect(URL_A);
      time = 20_000;
      expect(aside.takes(URL_A)).to.equal(false);
    } finally {
      Reflect.deleteProperty(performance, 'now');
    }
  });
});
