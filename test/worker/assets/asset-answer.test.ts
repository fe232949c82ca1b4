/** Which answers to a request for an asset are copied, and which are none. */
import { expect } from 'chai';
import { isCopyable, isPage, readsWhole } from '../../../src/worker/assets/asset-answer.js';

const answer = (headers: Record<string, string>, body: BodyInit = 'x', status = 200): Response =>
  new Response(body, { status, headers });
const opaque = (): Response => Object.defineProperty(answer({}), 'type', { value: 'opaque' });

describe('rule 37: an answer is copied', () => {
  const kept: [what: string, response: Response][] = [
    ['a file', answer({ 'content-type': 'text/css', 'cache-control': 'max-age=60' })],
    ['one that is shown', answer({ 'content-disposition': 'inline; filename="attachment"' })],
    ['an opaque one', opaque()],
  ];
  for (const [what, response] of kept)
    it(`when it is ${what}`, () => expect(isCopyable(response)).to.equal(true));

  const refused: [what: string, response: Response][] = [
    ['a stream of images', answer({ 'content-type': 'multipart/x-mixed-replace; boundary=x' })],
    ['any other multipart', answer({ 'content-type': ' Multipart/byteranges' })],
    ['a stream of events', answer({ 'content-type': 'text/event-stream; charset=utf-8' })],
    ['a download', answer({ 'content-disposition': 'Attachment; filename="a.svg"' })],
    ['a part', answer({}, 'x', 206)],
    ['an error', answer({}, 'x', 500)],
    ['private', answer({ 'cache-control': 'max-age=60, private' })],
    ['not to be stored', answer({ 'cache-control': 'No-Store' })],
    ['too large', answer({ 'content-length': '10000001' })],
  ];
  for (const [what, response] of refused)
    it(`not when it is ${what}`, () => expect(isCopyable(response)).to.equal(false));
});

describe('rule 37: an answer is a page in place of the asset', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const pages: [what: string, response: Response][] = [
    ['a document', answer(html, '<!doctype html><title>Home</title>')],
    ['one after spaces and comments', answer(html, '\ufeff \n<!-- a -->\n<!-- b --><html>')],
    ['a part of one', answer(html, '<p>Not here')],
    ['nothing', answer(html, '')],
    ['XHTML', answer({ 'content-type': 'application/xhtml+xml' }, '<?xml version="1.0"?><html/>')],
  ];
  for (const [what, response] of pages)
    it(`when it is ${what}`, async () => {
      expect(await isPage(response)).to.equal(true);
      expect(response.bodyUsed).to.equal(false);
    });

  const assets: [what: string, response: Response][] = [
    ['a script that its server calls HTML', answer(html, ' // a script\nif (a<b) run("<html>")')],
    ['styles that their server calls HTML', answer(html, '<!-- old --> main { margin: 0 }')],
    ['an image', answer({ 'content-type': 'image/svg+xml' }, '<svg/>')],
    ['opaque', opaque()],
  ];
  for (const [what, response] of assets)
    it(`not when it is ${what}`, async () => expect(await isPage(response)).to.equal(false));
});

describe('a copy is read', () => {
  const never = new AbortController().signal;
  /** A body that goes on until it is given up. */
  function endless(bytes: number): { response: Response; isGivenUp: () => boolean } {
    let isGivenUp = false;
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (!isGivenUp) controller.enqueue(new Uint8Array(bytes));
      },
      cancel: () => {
        isGivenUp = true;
      },
    });
    return { response: answer({}, body), isGivenUp: () => isGivenUp };
  }

  it('to its end', async () => {
    expect(await readsWhole(answer({}, 'whole'), never)).to.equal(true);
    expect(await readsWhole(new Response(null), never)).to.equal(true);
  });

  it('not beyond 10 MB', async () => {
    const { response, isGivenUp } = endless(1_000_000);
    expect(await readsWhole(response, never)).to.equal(false);
    expect(isGivenUp()).to.equal(true);
  });

  it('not after it was given up, before or meanwhile', async () => {
    for (const delay of [0, 30]) {
      const { response, isGivenUp } = endless(10);
      const abort = new AbortController();
      if (delay) setTimeout(() => abort.abort(), delay);
      else abort.abort();
      expect(await readsWhole(response, abort.signal)).to.equal(false);
      expect(isGivenUp()).to.equal(true);
    }
  });

  it('not where it breaks off', async () => {
    const body = new ReadableStream({ pull: () => Promise.reject(new TypeError('broken off')) });
    expect(await readsWhole(answer({}, body), never)).to.equal(false);
  });
});
