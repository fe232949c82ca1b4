/** What a site's bundler leaves out: an entry that is imported for one thing brings no other. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { build, type Platform } from 'esbuild';

const { exports, sideEffects } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { default?: string }>;
  sideEffects: string[];
};

async function bundled(contents: string, platform: Platform = 'neutral'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform,
    external: [
      'node:*',
      'ioredis',
      'libsql',
      'web-push',
      'standardwebhooks',
      'esbuild',
      'unplugin',
      'valibot',
      'terser',
    ],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** The entries that define nothing when they are imported. */
const PURE = Object.entries(exports).flatMap(([path, entry]) =>
  typeof entry === 'object' && entry.default && !sideEffects.includes(entry.default)
    ? [path.replace('.', 'sw-isr')]
    : [],
);

describe('a bundler', () => {
  for (const name of PURE)
    it(`leaves out ${name} where nothing of it is used`, async () => {
      assert.equal(await bundled(`import * as all from '${name}';`, 'node'), '');
    });

  it('keeps the elements, which are imported for what they define', async () => {
    assert.match(await bundled(`import 'sw-isr/elements';`, 'browser'), /isr-update/);
  });

  it('takes one purge, and none of the others', async () => {
    const code = await bundled(`export { fastly } from 'sw-isr/server/purge';`);
    assert.match(code, /api\.fastly\.com/);
    assert.doesNotMatch(code, /cloudflare\.com|vercel\.com/);
  });

  it('takes one feature of the worker without the others', async () => {
    const shells = await bundled(`export { shells } from 'sw-isr/worker';`, 'browser');
    const everything = await bundled(`export { startIsr } from 'sw-isr/worker';`, 'browser');
    assert.ok(shells.length < everything.length / 2, `${shells.length} of ${everything.length}`);
  });
});
