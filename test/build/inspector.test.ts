import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { build } from '../../src/build/index.js';
import { withProject } from './project.js';

/** Builds a site, and gives the worker with its deployment's ID blotted out. */
async function built(option: string) {
  const config = `import { defineConfig } from 'sw-isr';
export default defineConfig({ ${option} deployment: 'one', routes: [{ match: '/*' }] });
`;
  let found = { names: [''], worker: '', warnings: [''] };
  await withProject({ 'isr.config.ts': config }, async ({ folder }) => {
    const { warnings } = await build({ cwd: folder, out: 'site', deployment: 'one', minify: false });
    const names = (await readdir(join(folder, 'site'))).sort();
    found = { names, worker: await readFile(join(folder, 'site/sw.js'), 'utf8'), warnings };
  });
  return found;
}

describe('the build of a config', () => {
  it('without the inspector writes no byte of it', async () => {
    const [without, off] = await Promise.all([built(''), built('inspector: false,')]);
    assert.deepEqual(without.names, ['sw-isr.js', 'sw.js']);
    // Not by `doesNotMatch`, which would print the whole worker.
    assert.deepEqual(without.worker.match(/__isr|isr-inspector|inspectPages|simulate/g), null);
    assert.ok(
      off.worker.replace(/\s*inspector: false,/, '') === without.worker,
      'one with `inspector: false` is the same',
    );
    assert.deepEqual(without.warnings, []);
  });

  it('with the inspector writes its script beside the worker, with the licences in it, and warns', async () => {
    const { names, worker, warnings } = await built('inspector: true,');
    assert.deepEqual(names, ['sw-isr-inspector.js', 'sw-isr.js', 'sw.js']);
    assert.ok(worker.includes('__isr'));
    assert.match(warnings.join(), /every visitor can open \/__isr/);
    const script = await readFile('dist/inspector-page.js', 'utf8');
    for (const words of ['BSD 3-Clause License', 'Google LLC', 'The MIT License', 'Leon Sorokin'])
      assert.ok(script.includes(words), words);
  });
});
