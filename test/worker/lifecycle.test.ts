/** What a worker says of itself when it is installed. */
import { expect } from 'chai';
import type { RouteMatch } from '../../src/config/types.js';
import { addStaticRoutes } from '../../src/worker/lifecycle.js';
import { html, urlOf, world } from './fake-context.js';

type Rules = Parameters<NonNullable<Parameters<typeof addStaticRoutes>[1]['addRoutes']>>[0];
type Condition = { requestMode?: string; urlPattern?: URLPattern };

/** The sets of rules that are added, where the browser refuses the first few. */
async function added(match: RouteMatch, refuses = 0): Promise<Rules[]> {
  const of = world(() => html('a page'), { route: { match } });
  const sets: Rules[] = [];
  await addStaticRoutes(of.context, {
    addRoutes: async (rules) => {
      if (sets.push(rules) <= refuses) throw new TypeError('refused');
    },
  });
  return sets;
}

/** Where a navigation goes by the rules. */
const sourceOf = (rules: Rules = [], path: string): string | undefined =>
  rules.find(({ condition }) => {
    const { requestMode, urlPattern } = condition as Condition;
    return requestMode === 'navigate' && (!urlPattern || urlPattern.test(urlOf(path)));
  })?.source;

describe('static routes', () => {
  const table: [match: RouteMatch, path: string, source: string][] = [
    ['/a/*', '/a/1?q=x', 'fetch-event'],
    ['/a/*', '/b', 'network'],
    [{ search: 'q=*' }, '/find?q=x', 'fetch-event'],
    [{ pathname: undefined, search: 'q=*' }, '/find?q=x', 'fetch-event'],
    [{ search: 'q=*' }, '/find', 'network'],
    // What they can't tell is all the worker's.
    [{ pathname: '/search', search: 'q=:words' }, '/search?q=x', 'fetch-event'],
    [{ pathname: '/search', search: 'q=:words' }, '/b', 'fetch-event'],
    [/^\/a/, '/b', 'fetch-event'],
  ];
  for (const [match, path, source] of table)
    it(`send ${path} to ${source}, where a route takes ${JSON.stringify(match)}`, async () => {
      const [rules] = await added(match);
      expect(sourceOf(rules, path)).to.equal(source);
    });

  it('have no name in a query: Chromium refuses all rules for it', async () => {
    const [rules = []] = await added({ search: 'q=:words' });
    expect(rules.filter(({ condition }) => 'urlPattern' in condition)).to.deep.equal([]);
  });

  it('leave all pages to the worker where the browser refuses them', async () => {
    const [, rules = []] = await added('/a/*', 1);
    expect(sourceOf(rules, '/a/1')).to.equal('fetch-event');
    expect(sourceOf(rules, '/b')).to.equal('fetch-event');
    expect(rules.filter(({ condition }) => 'urlPattern' in condition)).to.deep.equal([]);
    expect(rules.some(({ source }) => source === 'network')).to.equal(true);
  });

  it('say so where the browser refuses those too', async () => {
    const error = await added('/a/*', 2).catch(String);
    expect(error).to.equal('TypeError: refused');
  });
});
