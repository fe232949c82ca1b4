import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { html, request, world } from '../fake-context.js';

/** The fields about the body of a stored answer that came with these. */
async function replayed(fields: Record<string, string>): Promise<Record<string, string>> {
  const of = world(() => html('decoded', { 'cache-control': 'max-age=600', ...fields }), {
    route: { revalidate: 'origin' },
  });
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const visit = async (): Promise<Headers> => {
    const event = { request: request('/page'), clientId: 'me', ...of.event } as unknown as FetchEvent;
    const response = await handleRequest(of.context, event, { route, params: {} });
    expect(await response.text()).to.equal('decoded');
    await of.settled();
    return response.headers;
  };
  await visit();
  const headers = await visit();
  expect(headers.get('cache-status')).to.include('hit');
  return Object.fromEntries([...headers].filter(([name]) => /^content-(?!type)/.test(name)));
}

describe("rule 24: the origin's own rules, and fields about the body", () => {
  for (const coding of ['gzip', 'br', 'zstd', 'deflate', 'x-gzip', 'gzip, br'])
    it(`rule 24: what came by "${coding}" and was decoded is replayed without saying otherwise`, async () => {
      const fields = { 'content-encoding': coding, 'content-length': '3', 'content-language': 'en' };
      expect(await replayed(fields)).to.deep.equal({ 'content-language': 'en' });
    });

  it('rule 24: what is stored as it came says so', async () => {
    const fields = { 'content-length': '7' };
    expect(await replayed(fields)).to.deep.equal(fields);
    const odd = { 'content-encoding': 'aes128gcm', 'content-length': '7' };
    expect(await replayed(odd)).to.deep.equal(odd);
  });
});
