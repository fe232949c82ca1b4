import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolvedConfigCode } from '../../src/build/bundle/resolved-config.js';
import type { IsrConfig, RouteConfig } from '../../src/config/types.js';

const LONG_PATHS = Array.from({ length: 20 }, (_, index) => `/pages/${index}`);
const LONG_HTML = `<!doctype html><p>${'Loading. '.repeat(20)}</p>`;

const codeFor = (route: Partial<RouteConfig>, config: Partial<IsrConfig> = {}): string =>
  resolvedConfigCode({ ...config, routes: [{ match: '/*', ...route }] }, 'id');

describe('a resolved config as code', () => {
  it('has seconds and bytes in place of texts', () => {
    const code = codeFor({ revalidate: '5m', expire: '1h' }, { limits: { maxBytes: '2MB' } });
    for (const field of ['revalidate: 300', 'expire: 3600', 'maxBytes: 2000000', 'deployment: "id"'])
      assert.ok(code.includes(field), `${field} in ${code}`);
  });

  it('does not name the config where literals say all', () => {
    assert.doesNotMatch(
      codeFor({ revalidate: 60, allowQuery: ['a'] }, { offline: '/offline' }),
      /\bconfig\b/,
    );
  });

  it('takes functions and RegExps from the config', () => {
    const code = codeFor({ match: /^\/a/, tags: () => ['a'] }, { plugins: [{}] });
    assert.ok(code.includes('match: config.routes["0"].match'), code);
    assert.ok(code.includes('tags: config.routes["0"].tags'), code);
  });

  it('repeats neither long lists nor the HTML of a shell', () => {
    const code = codeFor({ fallback: true, paths: LONG_PATHS }, { shell: LONG_HTML });
    assert.ok(code.includes('paths: config.routes["0"].paths'), code);
    assert.ok(code.includes('shell: config.shell'), code);
  });

  it('names the policy of each route', () => {
    assert.ok(codeFor({}).includes('policy: routePolicy'));
    assert.ok(codeFor({ revalidate: 'origin' }).includes('policy: originPolicy'));
  });
});
