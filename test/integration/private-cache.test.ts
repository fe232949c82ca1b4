/** What scripts ask of a route with `revalidate: 'origin'`: cases by RFC 9110, RFC 9111 and the Fetch Standard. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CASES } from '../support/http-cache/cases/all.js';
import { playCases } from '../support/http-cache/play-cases.js';
import { privateCache, usePrivateCache } from '../support/http-cache/private-cache.js';
import { readPart } from '../support/http-cache/section.js';
import { useSite } from '../support/site.js';

const site = useSite(privateCache('/data/*'));

describe('a private cache', () => {
  it('answers scripts as the standards say, except where it differs on purpose', async () => {
    const played = await site.aside(async (page) => {
      await usePrivateCache(page);
      return playCases(site.origin, page, '/data');
    });
    const unlike = played.filter(({ wrong, differs }) => (wrong === undefined) !== (differs === undefined));
    const told = unlike.map(({ group, name, wrong }) => `${group}: ${name}: ${wrong ?? 'passes now'}`);
    assert.deepEqual(told, []);
  });

  it('is described in the docs with as many cases as are played', async () => {
    const docs = await readPart('cases');
    for (const [group, cases] of Object.entries(CASES)) {
      const passing = cases.filter(({ differs }) => differs === undefined);
      const cells = `| ${group} | ${cases.length} | ${passing.length} |`;
      assert.ok(
        docs.includes(cells),
        `docs/http-cache.md has no row "${cells}": npm run test:http-cache -- --cases`,
      );
    }
  });
});
