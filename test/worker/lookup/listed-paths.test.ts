/** What routes list (rule 11). */
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve.js';
import { planOf } from '../../../src/worker/warming/plan.js';
import { isListed, pathnamesOf } from '../../../src/worker/lookup/listed-paths.js';
import { createRouter } from '../../../src/worker/router.js';
import { targetOf } from '../../../src/worker/lookup/target.js';
import { html, request, urlOf, world, type World } from '../fake-context.js';

/** Whether the route that takes the page lists it. */
async function listed(of: World, path: string): Promise<boolean | undefined> {
  const found = createRouter(of.context).find(urlOf(path));
  if (!found) throw new Error(`no route takes "${path}"`);
  return isListed(of.context, await targetOf(of.context, found, request(path)));
}

describe('rule 11: what a route lists', () => {
  const under =
    (folder: string) =>
    ({ url }: { url: URL }): boolean =>
      url.pathname.startsWith(folder);

  it('is its own, also where the functions of two routes read alike', async () => {
    const of = world(() => html('a page'), {
      routes: [
        { match: under('/a/'), fallback: false, paths: () => ['/a/1', '/a/2'] },
        { match: under('/b/'), fallback: false, paths: () => ['/b/1'] },
        { match: under('/c/') },
      ],
    });
    await planOf(of.context, createRouter(of.context), 'd', 'all');
    const lists = Object.values(await pathnamesOf(of.context, 'd'));
    expect(lists.map((list) => [...list])).to.deep.equal([['/a/1', '/a/2'], ['/b/1']]);
    const asked = ['/a/1', '/a/9', '/b/1', '/b/9'];
    expect(await Promise.all(asked.map((path) => listed(of, path)))).to.deep.equal([
      true,
      false,
      true,
      false,
    ]);
  });

  for (const [how, paths] of [
    ['a list', ['/list?page=1&utm_source=x', '/all', '/none?utm_source=x']],
    ['a function', () => ['/list?page=1&utm_source=x', '/all', '/none?utm_source=x']],
  ] as const)
    it(`is a page with its query where ${how} names one, and otherwise a path with any`, async () => {
      const of = world(() => html('a page'), {
        routes: [{ match: '/*', fallback: false, paths: typeof paths === 'function' ? paths : [...paths] }],
      });
      if (typeof paths === 'function') await planOf(of.context, createRouter(of.context), 'd', 'all');
      const table: Record<string, boolean> = {
        '/list?page=1': true,
        '/list?page=1&gclid=y': true,
        '/list?page=2': false,
        '/list': false,
        '/all': true,
        '/all?page=2': true,
        '/none?page=2': true,
        '/other': false,
      };
      for (const [path, isThere] of Object.entries(table))
        expect(await listed(of, path), path).to.equal(isThere);
    });

  for (const [how, paths] of [
    ['a list', ['/%d0%bf', '/%7Eann?q=%7e', '/a%2fb']],
    ['a function', () => ['/%d0%bf', '/%7Eann?q=%7e', '/a%2fb']],
  ] as const)
    it(`is a page however ${how} and the visitor encode it (rule 5)`, async () => {
      const of = world(() => html('a page'), {
        routes: [{ match: '/*', fallback: false, paths: typeof paths === 'function' ? paths : [...paths] }],
      });
      if (typeof paths === 'function') await planOf(of.context, createRouter(of.context), 'd', 'all');
      const table: Record<string, boolean> = {
        '/п': true,
        '/%d0%bf': true,
        '/%D0%BF': true,
        '/~ann?q=~': true,
        '/%7eann?q=%7E': true,
        '/~ann': false,
        '/a%2Fb': true,
        '/a/b': false,
      };
      for (const [path, isThere] of Object.entries(table))
        expect(await listed(of, path), path).to.equal(isThere);
    });

  it('goes by a name that is the text of its `match`, and is the second of a text by a number', () => {
    const routes = ['/a', under('/a/'), under('/b/'), under('/c/')].map((match) => ({ match }));
    const text = String(under(''));
    const names = resolveConfig({ routes }, 'd').routes.map(({ name }) => name);
    expect(names).to.deep.equal(['/a', text, `${text} #2`, `${text} #3`]);
  });
});
