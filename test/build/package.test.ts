import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

interface Manifest {
  exports: Record<string, string | { types: string; default?: string }>;
}

describe('the package', () => {
  it('can be imported in Node, every entry of it, without doing anything', async () => {
    const { exports } = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
    const before = Object.keys(globalThis);
    for (const target of Object.values(exports)) {
      if (typeof target === 'string' || target.default === undefined) continue;
      const module = (await import(pathToFileURL(resolve(target.default)).href)) as object;
      assert.ok(Object.keys(module).length > 0, target.default);
      assert.ok((await readFile(target.types, 'utf8')).length > 0, target.types);
    }
    assert.deepEqual(Object.keys(globalThis), before);
  });

  it('is installed without scripts of its dependencies, one of which would fetch a browser', async () => {
    assert.match(await readFile('.npmrc', 'utf8'), /^ignore-scripts=true$/m);
  });

  it('has what the build puts into a site in files that stand alone', async () => {
    for (const name of [
      'client-parts.js',
      'define-config.js',
      'elements.js',
      'inspector-page.js',
      'kill-client.js',
      'kill-worker.js',
    ]) {
      assert.doesNotMatch(await readFile(resolve('dist', name), 'utf8'), /^import\b|\bfrom ["']/m, name);
    }
  });
});
