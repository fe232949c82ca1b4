import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { Script } from 'node:vm';
import {
  COMMAND_NAMES,
  flagsOf,
  readArguments,
  readNumber,
  readPort,
} from '../../src/build/cli/arguments.js';
import type { BuildResult } from '../../src/build/index.js';
import { helpFor } from '../../src/build/cli/help.js';
import { isColoured } from '../../src/build/cli/terminal.js';
import { CLI, CONFIG, runCli, withProject } from './project.js';

describe('sw-isr build', () => {
  it('finds the config, writes to public, and prints sizes', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder }) => {
      const { code, stdout, stderr } = await runCli(folder, 'build');
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Built deployment [0-9a-f]{12} in \d+ ms\n/);
      assert.match(stdout, /\n +bytes +brotli\n/);
      assert.match(stdout, /\n {2}public\/sw\.js +\d+\.\d kB +\d+\.\d kB\n {2}public\/sw-isr\.js +/);
      assert.deepEqual((await readdir(join(folder, 'public'))).sort(), ['sw-isr.js', 'sw.js']);
    });
  });

  it('takes its flags', async () => {
    await withProject({ 'a/my.config.mjs': CONFIG }, async ({ folder }) => {
      const flags = ['--config', 'a/my.config.mjs', '--out=out', '--no-minify', '--sourcemap', '--json'];
      const { code, stdout } = await runCli(folder, 'build', ...flags, '--deployment', 'd1');
      assert.equal(code, 0);
      const result = JSON.parse(stdout) as BuildResult;
      assert.equal(result.deployment, 'd1');
      assert.deepEqual(
        result.files.map(({ path }) => path),
        ['sw.js', 'sw-isr.js', 'sw.js.map', 'sw-isr.js.map'].map((name) => join(folder, 'out', name)),
      );
      assert.match(await readFile(join(folder, 'out/sw.js'), 'utf8'), /\n {2}/);
    });
  });

  const advice = {
    '--kill': /\n {2}Deploy both, and leave them in place until no visitor has the old worker\.\n$/,
    '--dev': /\n {2}Let the dev server serve both\. Build without --dev before you deploy\.\n$/,
  };
  for (const [flag, says] of Object.entries(advice)) {
    it(`writes the worker that removes itself with ${flag}, and needs no config for it (rule 35)`, async () => {
      await withProject({}, async ({ folder }) => {
        const { code, stdout, stderr } = await runCli(folder, 'build', flag, '--out', 'site');
        assert.deepEqual([code, stderr], [0, '']);
        assert.match(stdout, /^Built the worker that removes itself in \d+ ms\n/);
        assert.match(stdout, says);
        const worker = await readFile(join(folder, 'site/sw.js'), 'utf8');
        assert.match(worker, /unregister\(\)/);
        assert.doesNotMatch(worker, /"fetch"/, 'it answers no request');
        assert.doesNotThrow(() => new Script(worker));
        assert.deepEqual((await readdir(join(folder, 'site'))).sort(), ['sw-isr.js', 'sw.js']);
      });
    });

    it(`refuses flags that ${flag} has no use for`, async () => {
      await withProject({}, async ({ folder }) => {
        const other = flag === '--kill' ? '--dev' : '--deployment=1';
        const { code, stderr } = await runCli(folder, 'build', flag, other);
        const name = other.replace('=1', '');
        assert.deepEqual(
          [code, stderr],
          [1, `Failed to read the flag "${name}": it has no effect with ${flag}. Leave it out.\n`],
        );
        assert.deepEqual(await readdir(folder), []);
      });
    });
  }

  it('writes the same with --dev as with --kill', async () => {
    await withProject({}, async ({ folder }) => {
      const read = (name: string) => readFile(join(folder, name), 'utf8');
      await Promise.all(['kill', 'dev'].map((name) => runCli(folder, 'build', `--${name}`, '--out', name)));
      for (const name of ['sw.js', 'sw-isr.js'])
        assert.equal(await read(`dev/${name}`), await read(`kill/${name}`));
    });
  });

  it('exits with 1 and one message, without a stack, when it fails', async () => {
    await withProject({ 'isr.config.ts': CONFIG.replace('match', 'mach') }, async ({ folder }) => {
      const failed = await runCli(folder, 'build');
      assert.deepEqual(failed, {
        code: 1,
        stdout: '',
        stderr:
          'Failed to read "isr.config.ts": 2 faults. Correct each:\n' +
          '  routes[0].mach: unknown option; did you mean "match"?\n' +
          `  routes[0].match: missing; give a pathname such as '/products/:id', a RegExp or a function.\n`,
      });
      const { code, stdout } = await runCli(folder, 'build', '--json');
      assert.equal(code, 1);
      const { error } = JSON.parse(stdout) as { error: { code: string; details: unknown[] } };
      assert.equal(error.code, 'invalid-config');
      assert.equal(error.details.length, 2);
    });
  });

  it('goes on watching after a failure', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder, write }) => {
      const child = spawn(process.execPath, [CLI, 'build', '--watch'], { cwd: folder, stdio: 'pipe' });
      const until = async (stream: Readable, text: string) => {
        for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
          if (String(chunk).includes(text)) return;
        }
        assert.fail(`it ended without ${text}`);
      };
      try {
        await until(child.stdout, 'Built deployment');
        await write({ 'isr.config.ts': 'export default {' });
        await until(child.stderr, 'Failed to build "isr.config.ts:1:');
        await write({ 'isr.config.ts': CONFIG });
        await until(child.stdout, 'Built deployment');
      } finally {
        child.kill();
        await once(child, 'exit');
      }
    });
  });
});

describe('sw-isr serve', () => {
  it('prints where it serves, and does', async () => {
    await withProject({ 'site/index.html': '<p>Hello</p>' }, async ({ folder }) => {
      const child = spawn(process.execPath, [CLI, 'serve', 'site', '--port', '0'], { cwd: folder });
      try {
        const [line] = (await once(child.stdout, 'data')) as [Buffer];
        const [, url] = /^Serving site at (http:\/\/localhost:\d+\/)\n$/.exec(String(line)) ?? [];
        assert.ok(url);
        assert.match(await (await fetch(url)).text(), /^<p>Hello<\/p><script/);
      } finally {
        child.kill();
        await once(child, 'exit');
      }
    });
  });

  it("says that the project's config is not used", async () => {
    const files = { 'index.html': '<p>Hello</p>', 'isr.config.js': 'export default { routes: [] };' };
    await withProject(files, async ({ folder }) => {
      const child = spawn(process.execPath, [CLI, 'serve', '.', '--port', '0'], { cwd: folder });
      try {
        const [line] = (await once(child.stderr, 'data')) as [Buffer];
        assert.equal(String(line), '"isr.config.js" is not used. To try it, add --config isr.config.js.\n');
      } finally {
        child.kill();
        await once(child, 'exit');
      }
    });
  });
});

describe('the command line', () => {
  const refused: [args: string[], message: string][] = [
    [['buidl'], 'Failed to read the command "buidl": it does not exist. Did you mean "build"?'],
    [
      ['frobnicate'],
      'Failed to read the command "frobnicate": it does not exist. Allowed: init, build, serve, explain, pages, doctor, feed, revalidate, mcp.',
    ],
    [['build', '--mnify'], 'Failed to read the flag "--mnify": it does not exist. Did you mean "--minify"?'],
    [
      ['serve', '.', '--out', 'x'],
      'Failed to read the flag "--out": it does not exist. ' +
        'Allowed: --help, --version, --port, --delay, --config, --watch, --json.',
    ],
    [['build', '-o', 'x'], 'Failed to read the flag "-o": it does not exist. Did you mean "--out"?'],
    [['purge'], 'Failed to read the command "purge": it does not exist. Did you mean "revalidate"?'],
    [['buidl', '--help'], 'Failed to read the command "buidl": it does not exist. Did you mean "build"?'],
    [['help', 'buidl'], 'Failed to read the command "buidl": it does not exist. Did you mean "build"?'],
    [['build', '--out'], 'Failed to read the flag "--out": it needs a value. Write --out=VALUE.'],
    [['build', '--json=yes'], 'Failed to read the flag "--json": it takes no value. Write --json alone.'],
    [
      ['build', 'public'],
      'Failed to read the argument "public": there are too many arguments. See sw-isr --help.',
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(' ')}`, () => {
      assert.throws(() => readArguments(args), { name: 'IsrError', code: 'bad-request', message });
    });
  }

  it('refuses what is no number', () => {
    const { flags } = readArguments(['serve', '.', '--port', '80a', '--delay=-5']);
    const says = (name: string, given: string) => ({
      code: 'bad-request',
      message: `Failed to read the flag "--${name}": "${given}" is not a whole number. Write --${name}=NUMBER.`,
    });
    assert.throws(() => readNumber(flags, 'port'), says('port', '80a'));
    assert.throws(() => readNumber(flags, 'delay'), says('delay', '-5'));
    assert.equal(readNumber(flags, 'none'), undefined);
    assert.throws(() => readPort({ port: '65536' }), {
      message: 'Failed to read the flag "--port": "65536" is not a port. Write a number up to 65535.',
    });
  });

  it('exits with 1 and the message alone', async () => {
    const [args, message] = refused[0] ?? [[], ''];
    assert.deepEqual(await runCli('.', ...args), { code: 1, stdout: '', stderr: `${message}\n` });
    const stderr = 'Failed to read the folder "": it is missing. Write sw-isr serve FOLDER.\n';
    assert.deepEqual(await runCli('.', 'serve'), { code: 1, stdout: '', stderr });
  });

  it('lists its commands, and the flags, examples and exit codes of each', async () => {
    for (const args of [['--help'], ['-h'], []]) {
      const { code, stdout } = await runCli('.', ...args);
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: sw-isr <command>/);
      for (const command of COMMAND_NAMES) assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
    }
    for (const command of COMMAND_NAMES) {
      const help = helpFor(command);
      assert.ok(help.startsWith(`Usage: sw-isr ${command}`), command);
      for (const part of ['Examples', 'Exit codes']) assert.ok(help.includes(`\n${part}\n`), command);
      for (const flag of flagsOf(command)) assert.ok(help.includes(`--${flag}`), `${command} --${flag}`);
    }
    const { stdout } = await runCli('.', 'build', '--help');
    assert.match(stdout, /^Usage: sw-isr build \[flags\]\n/);
    assert.equal((await runCli('.', 'help', 'build')).stdout, stdout);
  });

  it('has a version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    assert.equal((await runCli('.', '--version')).stdout, `${version}\n`);
  });

  it('writes colours to a terminal alone, unless the environment says otherwise', () => {
    const terminal = { isTTY: true };
    for (const [stream, env, is] of [
      [terminal, {}, true],
      [{}, {}, false],
      [terminal, { NO_COLOR: '1' }, false],
      [terminal, { TERM: 'dumb' }, false],
      [{}, { FORCE_COLOR: '1' }, true],
      [terminal, { FORCE_COLOR: '0' }, false],
    ] as const)
      assert.equal(isColoured(stream, env), is, JSON.stringify([stream, env]));
  });
});
