/** The command on folders of the disk: what it asks, prints and writes. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInit, type InitOptions, type Outcome } from '../../src/init/run-init.js';
import type { Questions } from '../../src/init/show/ask.js';
import { withProject } from '../build/project.js';
import { manifest } from './set-up.js';

const SITE = {
  'package.json': manifest({ vite: '^7.0.0' }, { build: 'vite build' }),
  'vite.config.js': 'export default {};\n',
  'index.html': '<html></html>\n',
};

interface Run {
  outcome: Outcome | undefined;
  printed: string;
}

async function run(
  folder: string,
  options: Partial<InitOptions> = {},
  questions?: Partial<Questions>,
): Promise<Run> {
  const lines: string[] = [];
  const asked: Questions | undefined = questions && {
    choose: () => Promise.reject(new Error('choose was asked')),
    confirm: () => Promise.reject(new Error('confirm was asked')),
    ...questions,
  };
  const outcome = await runInit(
    { folder, yes: false, dryRun: false, json: false, version: '0.1.0', ...options },
    { print: (text) => lines.push(text), questions: asked, isColoured: false },
  );
  return { outcome, printed: lines.join('\n') };
}

const config = (folder: string) => readFile(join(folder, 'vite.config.js'), 'utf8');

describe('runInit()', () => {
  it('writes with --yes, and a second time changes nothing and says so', async () => {
    await withProject(SITE, async ({ folder }) => {
      const first = await run(folder, { yes: true });
      assert.equal(first.outcome, 'written');
      assert.match(first.printed, /^Vite 7 in .*, with npm\n\nnew {2}isr\.config\.ts/);
      assert.match(first.printed, /Next:\n {2}cd .*\n {2}npm i\n {2}npm run build\n {2}npx sw-isr doctor/);
      assert.match(await config(folder), /plugins: \[swIsr\(\)\]/);
      const files = (await readdir(folder)).sort();
      const second = await run(folder, { yes: true });
      assert.equal(second.outcome, 'unchanged');
      assert.match(second.printed, /Nothing to change: sw-isr is set up here\./);
      assert.deepEqual((await readdir(folder)).sort(), files);
    });
  });

  it('writes nothing with --dry-run', async () => {
    await withProject(SITE, async ({ folder }) => {
      const { outcome, printed } = await run(folder, { dryRun: true, yes: true });
      assert.equal(outcome, 'dry-run');
      assert.match(printed, /\n {2}-export default \{\};\n {2}\+import \{ swIsr \}/);
      assert.match(printed, /Nothing was written, because of --dry-run/);
      assert.equal(await config(folder), SITE['vite.config.js']);
      assert.equal((await readdir(folder)).length, 3);
    });
  });

  it('writes nothing where nobody can be asked, and says what to type', async () => {
    await withProject(SITE, async ({ folder }) => {
      const { outcome, printed } = await run(folder);
      assert.equal(outcome, 'not-asked');
      assert.ok(printed.endsWith(`To write it: npx sw-isr init ${folder} --yes`));
      assert.equal((await readdir(folder)).length, 3);
    });
  });

  it('asks once before it writes, and takes no for an answer', async () => {
    await withProject(SITE, async ({ folder }) => {
      const asked: number[] = [];
      const answer = (value: boolean) => ({
        confirm: (count: number) => {
          asked.push(count);
          return Promise.resolve(value);
        },
      });
      assert.equal((await run(folder, {}, answer(false))).outcome, 'cancelled');
      assert.equal(await config(folder), SITE['vite.config.js']);
      assert.equal((await run(folder, {}, answer(true))).outcome, 'written');
      assert.deepEqual(asked, [3, 3]);
    });
  });

  it('never changes a config that is there', async () => {
    const own = "export default { routes: [{ match: '/*' }] };\n";
    await withProject({ ...SITE, 'isr.config.mjs': own }, async ({ folder }) => {
      await run(folder, { yes: true });
      assert.equal(await readFile(join(folder, 'isr.config.mjs'), 'utf8'), own);
      assert.equal((await readdir(folder)).includes('isr.config.ts'), false);
    });
  });

  it('prints JSON for programs, and asks nothing', async () => {
    await withProject(SITE, async ({ folder }) => {
      const { outcome, printed } = await run(folder, { json: true }, {});
      const result = JSON.parse(printed) as Record<string, unknown> & {
        files: { path: string; kind: string; diff: string[] }[];
      };
      assert.deepEqual(
        [outcome, result.outcome, result.stack, result.packageManager],
        ['not-asked', 'not-asked', { id: 'vite', name: 'Vite 7' }, 'npm'],
      );
      assert.deepEqual(
        result.files.map(({ path, kind }) => [path, kind]),
        [
          ['isr.config.ts', 'new'],
          ['vite.config.js', 'edit'],
          ['package.json', 'edit'],
        ],
      );
      assert.ok(result.files[1]?.diff.includes('-export default {};'));
      assert.equal((await run(folder, { json: true, yes: true })).outcome, 'written');
    });
  });

  it('says which changed files are not committed', async () => {
    await withProject(SITE, async ({ folder }) => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args]);
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'x');
      assert.doesNotMatch((await run(folder)).printed, /not committed/);
      await writeFile(join(folder, 'vite.config.js'), 'export default { base: "/" };\n');
      assert.match(
        (await run(folder)).printed,
        /Note: vite\.config\.js has changes that are not committed\. They are kept\./,
      );
      await run(folder, { yes: true });
      assert.match(await config(folder), /base: "\/"/);
    });
  });

  it('knows the package manager by its lock file', async () => {
    await withProject({ ...SITE, 'pnpm-lock.yaml': '' }, async ({ folder }) => {
      assert.match(
        (await run(folder, { yes: true })).printed,
        /\n {2}pnpm i\n {2}pnpm run build\n {2}pnpm exec sw-isr doctor/,
      );
    });
  });

  it('writes no file if one of them can not be written', async () => {
    await withProject(SITE, async ({ folder }) => {
      // A folder stands where the first file should be.
      await mkdir(join(folder, 'isr.config.ts'));
      await assert.rejects(run(folder, { yes: true }), {
        code: 'failed',
        message: /^Failed to write "isr\.config\.ts": .*\. No file was changed\./,
      });
      assert.equal(await config(folder), SITE['vite.config.js']);
    });
  });

  it('refuses a folder that is missing, and a package.json that is no JSON', async () => {
    await withProject({ 'package.json': '{ "name" ' }, async ({ folder }) => {
      await assert.rejects(run(folder), {
        message: 'Failed to read "package.json": it is not valid JSON. Correct it.',
      });
      await assert.rejects(run(join(folder, 'no')), { code: 'bad-request' });
    });
  });
});

describe('runInit() in a monorepo', () => {
  const app = (name: string) =>
    Object.fromEntries(Object.entries(SITE).map(([path, text]) => [`${name}/${path}`, text]));
  const root = {
    'package.json': '{ "private": true, "workspaces": ["apps/*"], "devDependencies": { "vite": "7" } }\n',
  };

  it('takes the only site, and leaves the root as it is', async () => {
    await withProject(
      { ...root, ...app('apps/web'), 'packages/ui/package.json': manifest({ vite: '7' }) },
      async ({ folder }) => {
        const { outcome } = await run(folder, { yes: true });
        assert.equal(outcome, 'written');
        assert.ok((await readdir(join(folder, 'apps/web'))).includes('isr.config.ts'));
        assert.equal(await readFile(join(folder, 'package.json'), 'utf8'), root['package.json']);
      },
    );
  });

  it('asks which one, and refuses to guess where nobody can be asked', async () => {
    await withProject({ ...root, ...app('apps/web'), ...app('apps/shop') }, async ({ folder }) => {
      await assert.rejects(run(folder, { yes: true }), {
        message:
          'Failed to choose a site: there are several: apps/shop (Vite 7), apps/web (Vite 7). Name one: sw-isr init apps/shop.',
      });
      const choose = () => Promise.resolve('apps/web');
      const { outcome } = await run(folder, {}, { choose, confirm: () => Promise.resolve(true) });
      assert.equal(outcome, 'written');
      assert.ok((await readdir(join(folder, 'apps/web'))).includes('isr.config.ts'));
      assert.equal((await readdir(join(folder, 'apps/shop'))).includes('isr.config.ts'), false);
      assert.equal((await run(folder, {}, { choose: () => Promise.resolve(undefined) })).outcome, undefined);
    });
  });
});
