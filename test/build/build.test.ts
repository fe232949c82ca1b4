import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { Script } from 'node:vm';
import { brotliCompressSync } from 'node:zlib';
import { build, type BuildOptions } from '../../src/build/index.js';
import { CONFIG, withProject } from './project.js';

/** Builds a project of these files and gives what was written. */
async function built(files: Record<string, string>, options: BuildOptions = {}) {
  let worker = '';
  let client = '';
  let names: string[] = [];
  let result: Awaited<ReturnType<typeof build>> | undefined;
  await withProject(files, async ({ folder }) => {
    // Shrinking takes most of a build's time, and few tests are about it.
    result = await build({ cwd: folder, out: 'site', minify: false, ...options });
    names = (await readdir(join(folder, 'site'))).sort();
    worker = await readFile(join(folder, 'site/sw.js'), 'utf8');
    client = await readFile(join(folder, 'site/sw-isr.js'), 'utf8');
  });
  assert.ok(result);
  return { worker, client, names, result };
}

const withEnv = async (env: Record<string, string>, run: () => Promise<void>): Promise<void> => {
  Object.assign(process.env, env);
  try {
    await run();
  } finally {
    for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
  }
};

describe('build', () => {
  it('writes one classic script and one module, and nothing else', async () => {
    const { worker, client, names } = await built({ 'isr.config.ts': CONFIG }, { minify: true });
    assert.deepEqual(names, ['sw-isr.js', 'sw.js']);
    assert.doesNotThrow(() => new Script(worker), 'a script with import or export would not parse');
    assert.doesNotMatch(worker, /process\.env|\bimport\(|__ISR|@sw-isr-id@@/);
    assert.match(client, /\bexport\s*\{/);
    assert.doesNotMatch(client, /\bfrom\s*["']|\bimport\s*["'{]/);
  });

  it('writes a script at the URL of each old worker, which names the new one', async () => {
    const config = CONFIG.replace('routes:', "takeover: { scripts: ['/old.js', '/app/old.js'] }, routes:");
    await withProject({ 'isr.config.ts': config, 'site/app/old.js': 'old' }, async ({ folder }) => {
      const { files } = await build({ cwd: folder, out: 'site' });
      const names = files.map(({ path }) => relative(join(folder, 'site'), path));
      assert.deepEqual(names, ['sw.js', 'sw-isr.js', 'old.js', 'app/old.js']);
      for (const [name, worker] of [
        ['old.js', '"sw.js"'],
        ['app/old.js', '"../sw.js"'],
      ] as const) {
        const script = await readFile(join(folder, 'site', name), 'utf8');
        assert.doesNotThrow(() => new Script(script));
        assert.ok(script.includes(worker), script);
      }
      assert.deepEqual(await readdir(join(folder, 'site/app')), ['old.js']);
    });
  });

  it('tells sizes, deployment, variables and time', async () => {
    const { worker, client, result } = await built({ 'isr.config.ts': CONFIG });
    assert.deepEqual(
      result.files.map(({ bytes, brotli }) => [bytes, brotli]),
      [worker, client].map((text) => [Buffer.byteLength(text), brotliCompressSync(text).length]),
    );
    assert.match(result.deployment, /^[0-9a-f]{12}$/);
    assert.ok(worker.includes(`"${result.deployment}"`));
    assert.deepEqual(result.env, []);
    assert.deepEqual(result.warnings, []);
    assert.ok(result.duration > 0);
  });

  it('takes configs in TypeScript and JavaScript, with modules, JSON and functions', async () => {
    const rest = {
      'routes.ts': `export const routes = [{ match: /^\\/a/, tags: (): string[] => ['tag-a'] }];`,
    };
    const ts = `import { routes } from './routes.js';\nimport site from './site.json';
      export default { routes, deployment: site.id } satisfies { routes: unknown };`;
    const { worker, result } = await built({
      'isr.config.mts': ts,
      'site.json': '{"id":"from-json"}',
      ...rest,
    });
    assert.match(worker, /tag-a/);
    assert.equal(result.deployment, 'from-json');
    for (const name of ['isr.config.js', 'isr.config.mjs']) {
      assert.equal((await built({ [name]: CONFIG })).names.length, 2);
    }
    await built({ 'isr.config.js': `module.exports = { routes: [{ match: '/*' }] };` });
  });

  it('ships no validation', async () => {
    const { worker } = await built({ 'isr.config.ts': CONFIG });
    assert.doesNotMatch(worker, /Did you mean|unknown option/);
  });

  it('warns of a folder whose bare path another route takes, and builds', async () => {
    const config = CONFIG.replace('routes: [', `routes: [{ match: '/account/*', revalidate: 0 }, `);
    const { result, names } = await built({ 'isr.config.ts': config }, { minify: false });
    assert.equal(names.length, 2);
    assert.deepEqual(result.warnings, [
      "routes[0].match: '/account/*' does not match '/account'; routes[1] ('/*') takes it. " +
        "Write '/account{/*}?' to match both.",
    ]);
  });

  it('writes source maps that name the sources when asked', async () => {
    const { worker, names } = await built({ 'isr.config.ts': CONFIG }, { sourcemap: true, minify: false });
    assert.deepEqual(names, ['sw-isr.js', 'sw-isr.js.map', 'sw.js', 'sw.js.map']);
    assert.match(worker, /\/\/# sourceMappingURL=sw\.js\.map\n?$/);
  });

  it('minifies unless told not to', async () => {
    const small = await built({ 'isr.config.ts': CONFIG }, { minify: undefined });
    const large = await built({ 'isr.config.ts': CONFIG }, { minify: false });
    assert.ok(small.worker.length < large.worker.length * 0.7);
  });
});

describe('the deployment', () => {
  it('is the same for the same sources, wherever they are', async () => {
    for (const minify of [true, false]) {
      const one = await built({ 'isr.config.ts': CONFIG }, { minify });
      const two = await built({ 'isr.config.ts': CONFIG, 'other.ts': 'export {};' }, { minify });
      assert.equal(one.result.deployment, two.result.deployment);
    }
  });

  it('is another for other sources', async () => {
    const one = await built({ 'isr.config.ts': CONFIG });
    const two = await built({ 'isr.config.ts': CONFIG.replace('60', '61') });
    assert.notEqual(one.result.deployment, two.result.deployment);
  });

  it('is what the config says, before what the build is told', async () => {
    const named = CONFIG.replace('routes', `deployment: 'mine', routes`);
    assert.equal((await built({ 'isr.config.ts': named }, { deployment: 'told' })).result.deployment, 'mine');
    const told = await built({ 'isr.config.ts': CONFIG }, { deployment: 'told "so"' });
    assert.equal(told.result.deployment, 'told "so"');
    assert.ok(told.worker.includes('told \\"so\\"') || told.worker.includes(`'told "so"'`));
    await assert.rejects(built({ 'isr.config.ts': CONFIG }, { deployment: 'a\nb' }), {
      code: 'invalid-config',
      message: /^Failed to use "deployment": got 'a\\nb'/,
    });
  });
});

describe('environment variables', () => {
  it('are built in where the code names them, and no others', async () => {
    await withEnv(
      { BT_ID: 'id-7', BT_SECRET: 'hush-1', BT_COMMENT: 'hush-2', BT_TEXT: 'hush-3' },
      async () => {
        const config = `// process.env.BT_COMMENT
        export default { deployment: process.env.BT_ID, shell: process.env['BT_UNSET'],
          routes: [{ match: '/*', tags: ['process.env.BT_TEXT'] }] };`;
        const { worker, result } = await built({ 'isr.config.ts': config }, { minify: false });
        assert.deepEqual(result.env, ['BT_ID', 'BT_UNSET']);
        assert.equal(result.deployment, 'id-7');
        assert.match(worker, /id-7/);
        assert.doesNotMatch(worker, /hush/);
      },
    );
  });

  it('are not given to packages', async () => {
    await withEnv({ BT_TOKEN: 'hush-4' }, async () => {
      const { worker, result } = await built({
        'isr.config.js': `import { tag } from 'p'; export default { routes: [{ match: '/*', tags: [tag] }] };`,
        'node_modules/p/package.json': '{"name":"p","type":"module","exports":"./index.js"}',
        'node_modules/p/index.js': `export const tag = 'tag-' + process.env.BT_TOKEN + process.env.NODE_ENV;`,
      });
      assert.deepEqual(result.env, []);
      assert.doesNotMatch(worker, /hush/);
    });
  });

  it('have to be named one by one', async () => {
    const config = `const x = 1;\nconst { HOME } = process.env;\nexport default { routes: [{ match: HOME + x }] };`;
    await assert.rejects(built({ 'isr.config.ts': config }), {
      code: 'build-failed',
      message:
        'Failed to build "isr.config.ts:2:18": only process.env.NAME can be built into a worker, with ' +
        'the name written out. Write out each variable.\n  2 | const { HOME } = process.env;',
    });
  });
});

const FAULTS: [name: string, config: string, code: string, message: string | RegExp][] = [
  [
    'a fault of syntax',
    'export default {\n  routes: [ }\n};',
    'build-failed',
    'Failed to build "isr.config.ts:2:13": Unexpected "}". Correct the syntax.\n  2 | routes: [ }',
  ],
  [
    'a file that is missing',
    `import a from './a.js';\nexport default a;`,
    'build-failed',
    `Failed to build "isr.config.ts:1:15": Could not resolve "./a.js". Correct the path.\n  1 | import a from './a.js';`,
  ],
  [
    'every package that is missing',
    `import a from 'no-a';\nimport b from 'no-b';\nexport default [a, b];`,
    'build-failed',
    `Failed to build "isr.config.ts:1:15": Could not resolve "no-a". Install the package, or correct its name.\n` +
      `  1 | import a from 'no-a';\n` +
      `Failed to build "isr.config.ts:2:15": Could not resolve "no-b". Install the package, or correct its name.\n` +
      `  2 | import b from 'no-b';`,
  ],
  [
    'a module of Node',
    `import { readFileSync } from 'node:fs';\nexport default readFileSync('x');`,
    'build-failed',
    `Failed to build "isr.config.ts:1:30": "node:fs" is a module of Node, which a service worker does not have. ` +
      `Compute its result before the build, and import that.\n` +
      `  1 | import { readFileSync } from 'node:fs';`,
  ],
  [
    'a part of this package that is for Node',
    `import { build } from 'sw-isr/build';\nexport default build;`,
    'build-failed',
    `Failed to build "isr.config.ts:1:23": "sw-isr/build" cannot be imported into a worker. ` +
      `A config can import sw-isr, sw-isr/worker, sw-isr/client.\n  1 | import { build } from 'sw-isr/build';`,
  ],
  [
    'an await at the top',
    `const a = await fetch('/');\nexport default a;`,
    'build-failed',
    `Failed to build "isr.config.ts:1:11": Top-level await is currently not supported with the "iife" output ` +
      `format. A worker cannot wait at its start: compute the value before the build, and import it or set it as ` +
      `an environment variable.\n  1 | const a = await fetch('/');`,
  ],
  [
    'a config without default export',
    `export const config = { routes: [] };`,
    'invalid-config',
    'Failed to read "isr.config.ts": it has no default export. Write "export default defineConfig({ … })".',
  ],
  [
    'a promise of a config',
    `const load = async () => ({});\nexport default load();`,
    'invalid-config',
    'Failed to read "isr.config.ts": 1 fault. Correct it:\n' +
      '  the config: got a promise; allowed: an object such as { routes: [...] }.',
  ],
  [
    'a config that throws',
    `const here = () => location.href;\n\nexport default { routes: [{ match: here() }] };`,
    'invalid-config',
    /^Failed to run "isr\.config\.ts:1:\d+": ReferenceError: location is not defined\. Use only what both Node and a service worker have\.$/,
  ],
  [
    'what Node has and a worker has not',
    `export default { routes: [{ match: process.cwd() }] };`,
    'invalid-config',
    /^Failed to run "isr\.config\.ts:1:\d+": TypeError: .* \(reading 'cwd'\)\. Use only what both Node and a service worker have\.$/,
  ],
  [
    'a worker that gives up at start',
    `const { version } = globalThis['process'];\nexport default { deployment: version, routes: [{ match: '/*' }] };`,
    'build-failed',
    /^Failed to build "isr\.config\.ts": its worker does not start: TypeError: Cannot destructure .*\. Use only what both Node and a service worker have\.$/,
  ],
  [
    'a config that is wrong',
    CONFIG.replace('revalidate: 60', `revalidate: '60 s', fallbck: true`),
    'invalid-config',
    'Failed to read "isr.config.ts": 2 faults. Correct each:\n' +
      `  routes[0].revalidate: got '60 s'; allowed: a number of seconds, or a string such as '60s', '15m', '1h', ` +
      `'7d'; false; 0; 'origin'. Did you mean '60s'?\n` +
      '  routes[0].fallbck: unknown option; did you mean "fallback"?',
  ],
];

describe('a build that fails', () => {
  for (const [name, config, code, message] of FAULTS) {
    it(`names ${name}`, async () => {
      await assert.rejects(built({ 'isr.config.ts': config }), { name: 'IsrError', code, message });
    });
  }

  it('names the place for programs too', async () => {
    const config = `import a from './a.js';\nexport default a;`;
    await assert.rejects(built({ 'isr.config.ts': config }), ({ cause }: Error) => {
      assert.deepEqual(cause, [
        {
          text: 'Could not resolve "./a.js"',
          remedy: 'Correct the path',
          file: 'isr.config.ts',
          line: 1,
          column: 15,
          source: `import a from './a.js';`,
        },
      ]);
      return true;
    });
  });

  it('says where it looked for a config', async () => {
    await withProject({}, async ({ folder }) => {
      await assert.rejects(build({ cwd: folder }), {
        code: 'invalid-config',
        message:
          'Failed to find "isr.config.ts", "isr.config.mts", "isr.config.js", "isr.config.mjs": ' +
          `none is in ${folder}. Create one with sw-isr init, or give its path as "config".`,
      });
      await assert.rejects(build({ cwd: folder, config: 'a.ts' }), {
        message: `Failed to read "a.ts": it does not exist in ${folder}. Correct the path of the config.`,
      });
    });
  });

  it('leaves the last good output, and no other file', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder, write }) => {
      await build({ cwd: folder, out: 'site' });
      const read = () =>
        Promise.all(['sw.js', 'sw-isr.js'].map((name) => readFile(join(folder, 'site', name), 'utf8')));
      const good = await read();
      for (const [, config] of FAULTS) {
        await write({ 'isr.config.ts': config });
        await assert.rejects(build({ cwd: folder, out: 'site' }));
      }
      assert.deepEqual(await read(), good);
      assert.deepEqual((await readdir(join(folder, 'site'))).sort(), ['sw-isr.js', 'sw.js']);
    });
  });

  it('leaves both files as they were when one cannot be replaced', async () => {
    const other = { 'site/sw.js': 'old', 'site/sw-isr.js/in-the-way': '' };
    await withProject({ 'isr.config.ts': CONFIG, ...other }, async ({ folder }) => {
      await assert.rejects(build({ cwd: folder, out: 'site' }), {
        code: 'build-failed',
        message: /^Failed to write/,
      });
      assert.equal(await readFile(join(folder, 'site/sw.js'), 'utf8'), 'old');
      assert.deepEqual((await readdir(join(folder, 'site'))).sort(), ['sw-isr.js', 'sw.js']);
    });
  });

  it('says that a folder cannot be written', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder }) => {
      await writeFile(join(folder, 'site'), 'a file');
      await assert.rejects(build({ cwd: folder, out: 'site' }), {
        code: 'build-failed',
        message: /^Failed to write ".*\/site": EEXIST.*Name a folder that this user can write as "out"\.$/s,
      });
    });
  });
});
