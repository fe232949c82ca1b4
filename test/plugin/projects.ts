/** A site of two chunks, for each bundler. */
import { mkdtemp, readdir, readFile, symlink, rm, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import assert from 'node:assert/strict';

export const CONFIG = `import { defineConfig } from 'sw-isr';
export default defineConfig({ routes: [{ match: '/*', revalidate: 60 }] });
`;

/** The sources: a page, a script, and a part that it loads when a button is clicked. */
export const siteOf = (version: string): Record<string, string> => ({
  'isr.config.ts': CONFIG,
  'package.json': '{ "type": "module" }',
  'index.html': `<!doctype html><html><head><title>Home</title><link rel="icon" href="data:,"></head>
<body><main>Version ${version}</main><button>Load</button><output></output><script type="module" src="/src/main.js"></script></body></html>`,
  'src/main.js': `import { ready } from 'virtual:sw-isr';
window.isr = ready;
document.querySelector('button')?.addEventListener('click', async () => {
  const { text } = await import('./late.js');
  document.querySelector('output').textContent = text;
});
`,
  'src/late.js': `export const text = 'Late ${version}';\n`,
});

export interface Workspace {
  folder: string;
  write: (files: Record<string, string>) => Promise<void>;
  remove: () => Promise<void>;
}

/** A folder in which packages of this repository are found. */
export async function createWorkspace(files: Record<string, string>): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-plugin-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const write: Workspace['write'] = async (some) => {
    for (const [name, contents] of Object.entries(some)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), contents);
    }
  };
  await write(files);
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) };
}

export const read = (...path: string[]): Promise<string> => readFile(join(...path), 'utf8');

/** The output has the scripts, and the worker lists the late chunk by its path, and no other file than those there. */
export async function assertOutput(
  folder: string,
  { pages = [] as string[], base = '/' } = {},
): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  const worker = await read(folder, 'sw.js');
  assert.match(await read(folder, 'sw-isr.js'), /serviceWorker/);
  const listed = /list:\[([^\]]*)\]/.exec(worker)?.[1] ?? '';
  const paths = [...listed.matchAll(/"([^"]+)"/g)].map(([, path = '']) => path);
  for (const path of paths) assert.ok(files.includes(path.slice(base.length)), `${path} is in the output`);
  const chunks = await Promise.all(paths.map((path) => read(folder, path.slice(base.length))));
  assert.ok(
    chunks.some((code) => code.includes('Late')),
    `the late chunk is listed: ${listed || worker.slice(-300)}`,
  );
  const scripts = await Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => read(folder, file)),
  );
  assert.ok(
    scripts.some((code) => code.includes(`${base}sw-isr.js`)),
    'virtual:sw-isr loads the client',
  );
  for (const page of pages)
    assert.match(
      await read(folder, page),
      new RegExp(`<script type="module" async[^>]* src="${base}sw-isr.js">`),
      page,
    );
}
