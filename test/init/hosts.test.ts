import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Files, manifest, planFor, setUp } from './set-up.js';

const SITE: Files = {
  'package.json': manifest({ vite: '^7' }),
  'vite.config.js': 'export default {};\n',
  'index.html': '<html></html>',
};
const after = (name: string, text: string): string => setUp({ ...SITE, [name]: text }).files[name] ?? '';
const RULE = '/sw.js\n  Cache-Control: no-cache\n\n/sw-isr.js\n  Cache-Control: no-cache\n';

describe('the header of the scripts', () => {
  it('is named where no file of a host is known', () => {
    const { isHostKnown, headers } = planFor(SITE);
    assert.equal(isHostKnown, false);
    assert.deepEqual(headers, [
      { paths: ['/sw.js', '/sw-isr.js'], name: 'Cache-Control', value: 'no-cache' },
    ]);
  });

  it('goes into _headers', () => {
    assert.equal(after('public/_headers', '/*\n  X-A: b\n'), `/*\n  X-A: b\n\n${RULE}`);
  });

  it('makes _headers for Cloudflare and Netlify', () => {
    assert.equal(setUp({ ...SITE, 'wrangler.jsonc': '{}' }).files['public/_headers'], RULE);
    const netlify = manifest({ vite: '^7', '@netlify/vite-plugin': '^1' });
    assert.equal(setUp({ ...SITE, 'package.json': netlify }).files['public/_headers'], RULE);
  });

  it('goes into vercel.json, whose other lines stay', () => {
    const text = after('vercel.json', '{\n  "rewrites": [{ "source": "/(.*)" }],\n  "cleanUrls": true\n}\n');
    assert.ok(
      text.startsWith('{\n  "rewrites": [{ "source": "/(.*)" }],\n  "cleanUrls": true,\n  "headers": [\n'),
    );
    assert.deepEqual((JSON.parse(text) as { headers: unknown }).headers, [
      { source: '/(sw|sw-isr).js', headers: [{ key: 'Cache-Control', value: 'no-cache' }] },
    ]);
  });

  it('goes into each site of firebase.json', () => {
    const text = after(
      'firebase.json',
      '{ "hosting": [{ "public": "dist" }, { "public": "b", "headers": [{ "source": "x" }] }] }',
    );
    const { hosting } = JSON.parse(text) as { hosting: { headers: { source: string }[] }[] };
    assert.deepEqual(
      hosting.map(({ headers }) => headers.map(({ source }) => source)),
      [['/@(sw|sw-isr).js'], ['x', '/@(sw|sw-isr).js']],
    );
  });

  it('comes first in staticwebapp.config.json', () => {
    const text = after('staticwebapp.config.json', '{ "routes": [{ "route": "/*" }] }');
    assert.deepEqual(
      (JSON.parse(text) as { routes: { route: string }[] }).routes.map(({ route }) => route),
      ['/sw.js', '/sw-isr.js', '/*'],
    );
  });

  it('goes into .htaccess', () => {
    assert.match(
      after('public/.htaccess', 'Options -Indexes\n'),
      /^Options -Indexes\n\n# Browsers[^]*no-cache/,
    );
  });

  it('is shown for nginx and Caddy, whose files nobody should change unread', () => {
    const { manual, changes } = planFor({ ...SITE, 'deploy/nginx.conf': 'server {}', Caddyfile: 'x' });
    assert.deepEqual(
      manual.map(({ path }) => path),
      ['Caddyfile', 'deploy/nginx.conf'],
    );
    assert.match(
      manual[1]?.add ?? '',
      /^location ~ \^\/\(sw\|sw-isr\)\\\.js\$ \{\n {2}add_header Cache-Control no-cache;/,
    );
    assert.equal(
      changes.some(({ path }) => /nginx|Caddy/.test(path)),
      false,
    );
    assert.equal(planFor({ ...SITE, 'deploy/nginx.conf': manual[1]?.add ?? '' }).manual.length, 0);
  });

  it('leaves a file that is no JSON', () => {
    const { manual } = planFor({ ...SITE, 'vercel.json': '{ "a": ' });
    assert.deepEqual(
      manual.map(({ path }) => path),
      ['vercel.json'],
    );
  });
});
