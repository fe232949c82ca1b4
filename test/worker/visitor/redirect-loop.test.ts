import { expect } from 'chai';
import { handleRequest } from '../../../src/worker/request/handle-request.js';
import { redirect, urlOf, world, type World } from '../fake-context.js';

/** Visits `/page`, whose answer leads to the client of that name; resolves to what the browser is given. */
async function visit(of: World, resultingClientId: string): Promise<string | number> {
  const [route] = of.context.config.routes;
  if (!route) throw new Error('no route');
  const request = Object.defineProperty(new Request(urlOf('/page')), 'mode', { value: 'navigate' });
  const event = { request, resultingClientId, clientId: 'me', ...of.event } as unknown as FetchEvent;
  const { type, status } = await handleRequest(of.context, event, { route, params: {} });
  await of.settled();
  return status || type;
}

async function visits(...clients: string[]): Promise<(string | number)[]> {
  const of = world(redirect);
  const seen: (string | number)[] = [];
  for (const client of clients) seen.push(await visit(of, client));
  return seen;
}

const FOLLOWED = Array<string>(8).fill('opaqueredirect');

describe('rule 21: redirects that lead in a circle', () => {
  it('rule 21: end with the offline page', async () => {
    const seen = await visits(...Array<string>(8).fill('one'));
    expect(seen).to.deep.equal([...FOLLOWED.slice(0, 5), 503, 503, 503]);
  });

  it('rule 21: are none where one URL redirects eight visits', async () => {
    expect(await visits('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')).to.deep.equal(FOLLOWED);
  });

  it('rule 21: are left to a browser that does not tell visits apart', async () => {
    expect(await visits(...Array<string>(8).fill(''))).to.deep.equal(FOLLOWED);
  });
});
