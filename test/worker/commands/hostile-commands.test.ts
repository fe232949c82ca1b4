import { expect } from 'chai';
import type { Reply } from '../../../src/shared/messages.js';
import { answerCommand } from '../../../src/worker/commands/commands.js';
import { createRouter } from '../../../src/worker/router.js';
import { html, NOW, urlOf, world, type World } from '../fake-context.js';
import { page } from '../../storage/fixtures.js';

/** Sends any data as a command, and resolves to the reply; undefined if there was none. */
async function send(of: World, data: unknown): Promise<Reply | undefined> {
  const replies: Reply[] = [];
  const port = { postMessage: (reply: Reply) => void replies.push(reply) } as unknown as MessagePort;
  const { context, event } = of;
  const client = { id: 'me', url: urlOf('/page') } as Client;
  await answerCommand({ context, routes: createRouter(context), hooks: [], event, client }, data, port);
  return replies[0];
}

const command = (name: string, params: unknown): unknown => ({ isr: 1, command: name, params });
const codeOf = (reply: Reply | undefined): string | undefined =>
  reply?.ok === false ? reply.code : undefined;

const LONG = 'x'.repeat(1_000_000);
/** No value of any parameter. */
const NEVER: unknown[] = [
  null,
  NaN,
  Infinity,
  -1e300,
  {},
  { length: 1 },
  [null],
  [{}],
  new Date(NOW),
  '',
  LONG,
];
const NO_TEXT = [...NEVER, 0, 1, true, []];
const WRONG: Record<string, Record<string, unknown[]>> = {
  pages: {
    limit: [...NEVER, 0, -1, 1.5, 10_001, '5', '5 or so', [5], true],
    after: [
      ...NO_TEXT,
      'junk',
      '{}',
      'null',
      '[]',
      '[1]',
      '[1,2]',
      '["1","a"]',
      '[null,"a"]',
      '"ab"',
      '[1,""]',
      `[1,"${LONG}"]`,
      '{"0":1,"1":"a"}',
    ],
  },
  explain: { url: [undefined, ...NO_TEXT] },
  prefetch: { urls: [undefined, ...NEVER, 'a', 1, [1], [['/a']], Array<string>(100_001).fill('/a')] },
  keepAssets: { urls: [undefined, ...NEVER, 'a', [1]] },
  keepPage: { url: [undefined, ...NO_TEXT], size: ['1', {}, NaN, true], replace: [1, 'yes', null] },
  hello: { url: [undefined, ...NO_TEXT], since: ['1', {}, NaN, Infinity] },
  setUser: { key: [undefined, ...NO_TEXT] },
  rollback: { id: [undefined, ...NO_TEXT, 'never kept', '__proto__', 'constructor'] },
  draft: { on: [undefined, ...NEVER, 'true', 0, 1] },
  revalidate: {
    tags: [...NEVER, 'a', 1, ['']],
    paths: [...NEVER, 'a', 1, [''], ['//other.test/'], ['https://other.test/']],
    mode: [...NEVER, 'medium', 'toString', ['soft']],
    eager: [1, 'yes', null, {}],
  },
};
/** Valid values of the others. */
const VALID: Record<string, object> = {
  keepPage: { url: urlOf('/page') },
  hello: { url: urlOf('/page'), since: 0 },
  revalidate: { tags: [], paths: [], mode: 'soft' },
};

describe('a command with a wrong argument is a bad-request, and changes nothing:', () => {
  for (const [name, byParameter] of Object.entries(WRONG))
    for (const [parameter, values] of Object.entries(byParameter))
      it(`${name}, its ${parameter}`, async () => {
        const of = world(() => html('a page'));
        for (const value of values) {
          const reply = await send(of, command(name, { ...VALID[name], [parameter]: value }));
          expect(codeOf(reply), `${typeof value} ${String(value).slice(0, 40)}`).to.equal('bad-request');
          expect(reply && 'message' in reply && reply.message.length).to.be.lessThan(400);
        }
        expect(of.asked).to.deep.equal([]);
        expect(await of.store.state('settings')).to.equal(undefined);
      });

  it('whatever stands in place of the parameters', async () => {
    for (const params of [undefined, null, 1, 'url', [], true])
      for (const name of Object.keys(WRONG).filter((one) => one !== 'pages' && one !== 'revalidate'))
        expect(
          codeOf(
            await send(
              world(() => html('')),
              command(name, params),
            ),
          ),
          name,
        ).to.equal('bad-request');
  });

  it('a command of no name is answered if it can be, and one of no object’s is none', async () => {
    const of = world(() => html(''));
    for (const name of ['', 'toString', '__proto__', 'constructor', 'hasOwnProperty', LONG])
      expect(codeOf(await send(of, command(name, {})))).to.equal('bad-request');
    for (const data of [undefined, null, 1, 'pages', [], { isr: 2 }, { isr: 1 }, { isr: 1, command: {} }])
      expect(await send(of, data)).to.equal(undefined);
  });
});

describe('pages() by its own cursors', () => {
  it('lists each page once', async () => {
    const of = world(() => html(''));
    for (let at = 0; at < 5; at++)
      await of.store.put(page(`/${at}`, { usedAt: NOW - at }), new ArrayBuffer(0));
    const urls: string[] = [];
    for (let after: string | undefined, isFirst = true; isFirst || after; isFirst = false) {
      const reply = await send(of, command('pages', { limit: 2, after }));
      if (!reply?.ok) throw new Error('refused');
      const { pages, next } = reply.result as { pages: { url: string }[]; next?: string };
      urls.push(...pages.map(({ url }) => url));
      after = next;
    }
    expect(urls.map((url) => new URL(url).pathname)).to.deep.equal(['/0', '/1', '/2', '/3', '/4']);
  });
});
