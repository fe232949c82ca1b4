import { expect } from 'chai';
import { isStoredPage } from '../../../src/worker/proof/anonymous-copy.js';
import { aPage } from '../../core/helpers.js';

const copyOf = (text: string, headers = {}) => ({ status: 200, headers: new Headers(headers), text });
const entry = aPage({ headers: [['etag', '"1"']] });
const broken = Object.assign(new Blob(['page']), {
  arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')),
});

describe('whether a copy is the stored page', () => {
  it('is told by its bytes, which the worker or the browser holds', async () => {
    for (const body of [new TextEncoder().encode('page').buffer, new Blob(['page'])]) {
      expect(await isStoredPage(copyOf('page'), { entry, body })).to.equal(true);
      expect(await isStoredPage(copyOf('other'), { entry, body })).to.equal(false);
    }
  });

  it('is told by the entity tag alone, or denied, if the browser can not read what it holds', async () => {
    expect(await isStoredPage(copyOf('page', { etag: '"1"' }), { entry, body: broken })).to.equal(true);
    expect(await isStoredPage(copyOf('page'), { entry, body: broken })).to.equal(false);
  });
});
