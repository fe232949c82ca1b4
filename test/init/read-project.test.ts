/** Folders that may not be read. For root every folder may, so that the tests drop that for a moment. */
import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readProject } from '../../src/init/project/read-project.js';
import { withProject } from '../build/project.js';

const NOBODY = 65_534;

/** Runs as a user for whom permissions hold. */
function asUser<T>(run: () => T): T {
  const user = process.geteuid?.();
  if (user !== 0) return run();
  process.seteuid?.(NOBODY);
  try {
    return run();
  } finally {
    process.seteuid?.(user);
  }
}

describe('reading a project', { skip: process.geteuid === undefined }, () => {
  it('passes over a folder below that may not be read, such as that of a database', async () => {
    await withProject({ 'index.html': '<html></html>' }, async ({ folder }) => {
      await chmod(folder, 0o755);
      await mkdir(join(folder, 'data'), { mode: 0o000 });
      const { files } = asUser(() => readProject(folder));
      assert.deepEqual(files, ['index.html']);
      await chmod(join(folder, 'data'), 0o755);
    });
  });

  it('names the folder or the file that it needs and may not read', async () => {
    await withProject({}, async ({ folder }) => {
      await chmod(folder, 0o000);
      assert.throws(() => asUser(() => readProject(folder)), {
        code: 'failed',
        message: /^Failed to read the folder ".*": EACCES.* Let this user read it\.$/,
      });
      await chmod(folder, 0o755);
      await writeFile(join(folder, 'package.json'), '{}', { mode: 0o000 });
      const project = asUser(() => readProject(folder));
      assert.throws(() => asUser(() => project.read('package.json')), { code: 'failed' });
    });
  });
});
