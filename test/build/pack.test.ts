import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

interface Packed {
  files: { path: string }[];
  size: number;
  unpackedSize: number;
}

interface Manifest {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  scripts: Record<string, string>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { dependencies, peerDependencies } = manifest;

async function packed(): Promise<Packed> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json'], { maxBuffer: 1e8 });
  const [first] = JSON.parse(stdout) as [Packed];
  return first;
}

const scripts = (readdirSync('dist', { recursive: true }) as string[])
  .filter((name) => /\.(?:js|d\.ts)$/.test(name))
  .map((name) => ({ name, code: readFileSync(join('dist', name), 'utf8') }));

/** The packages that a module imports, types included. */
const packagesIn = (code: string): string[] =>
  [
    ...code.matchAll(
      /^\s*(?:(?:import|export)\b[^'"`;]*?\bfrom|import)\s*["']([^"']+)["']|\bimport\(["']([^"']+)["']\)/gm,
    ),
  ]
    .map(([, one, other]) => one ?? other ?? '')
    .filter((name) => /^[@a-z]/i.test(name) && !isBuiltin(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));

/** What npm runs where a package is installed, also from a repository. */
const AT_INSTALL = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
];

describe('what npm publishes', () => {
  it('runs nothing where it is installed', () => {
    assert.deepEqual(
      AT_INSTALL.filter((name) => name in manifest.scripts),
      [],
    );
    // npm builds native code where it finds this file.
    assert.ok(!readdirSync('.').includes('binding.gyp'));
  });

  it('holds the built package and its documents, no tests, sources or source maps', async () => {
    const { files, size, unpackedSize } = await packed();
    const paths = files.map(({ path }) => path);
    for (const path of [
      'dist/cli.js',
      'dist/types/index.d.ts',
      'docs/schemas/explain.json',
      'LICENSE',
      'README.md',
    ])
      assert.ok(paths.includes(path), path);
    assert.deepEqual(
      paths.filter((path) =>
        /^(?:src|test|bench|demo|scripts)\/|\.test\.|\.map$|\.tsbuildinfo$|(?:^|\/)\.env/.test(path),
      ),
      [],
    );
    assert.ok(size < 750_000, `${size} bytes packed`);
    assert.ok(unpackedSize < 2_500_000, `${unpackedSize} bytes unpacked`);
  });

  it('names no path of the machine that built it', () => {
    const named = scripts.filter(
      ({ code }) => code.includes(process.cwd()) || code.includes('sourceMappingURL=data'),
    );
    assert.deepEqual(
      named.map(({ name }) => name),
      [],
    );
  });

  it('imports only what it depends on, so that pnpm and Yarn PnP find it', () => {
    const declared = new Set(['sw-isr', ...Object.keys({ ...dependencies, ...peerDependencies })]);
    const undeclared = scripts.flatMap(({ name, code }) =>
      packagesIn(code)
        .filter((one) => !declared.has(one))
        .map((one) => `${name} imports ${one}`),
    );
    assert.deepEqual(undeclared, []);
    assert.ok(packagesIn('import { a } from "@b/c/d";\nexport * from "e/f";')[1] === 'e');
  });
});
