import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArguments, readList } from '../../../src/build/cli/arguments.js';
import type { DoctorResult } from '../../../src/build/index.js';
import { html } from '../../support/html.js';
import { runCli, withProject } from '../project.js';
import { faultsBySchema } from '../schemas.js';
import { good, isVisitor, type Site, withSite } from './site.js';

const cli = (site: Site, ...flags: string[]) =>
  withSite(site, ({ url }) => runCli('.', 'doctor', url, ...flags));

/** A page that says that it is for everyone, and is not. */
const wrong: Site[string] = (request) => ({
  body: html(isVisitor(request) ? 'alice' : 'nobody'),
  headers: { 'Cache-Control': 'public' },
});

describe('sw-isr doctor', () => {
  it('prints a report, without colours for a file, and exits with 0', async () => {
    const { code, stdout, stderr } = await cli({ '/': good() });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Site http:\/\/127\.0\.0\.1:\d+\n/);
    assert.match(stdout, /\nRoute \/\*: 1 of 1 page everyone's\n/);
    assert.match(stdout, /\n0 errors, 0 warnings, \d+ notes – 1 page, \d+ requests, \d+\.\d s\n$/);
    assert.ok(!stdout.includes('\x1b'));
  });

  it('exits with 1 where it finds an error, and prints what it found as JSON', async () => {
    const { code, stdout, stderr } = await cli({ '/': wrong }, '--cookie', 'session=alice', '--json');
    assert.deepEqual([code, stderr], [1, '']);
    const result = JSON.parse(stdout) as DoctorResult;
    assert.deepEqual(faultsBySchema('doctor', result), []);
    const { routes, counts } = result;
    assert.equal(counts.error, 1);
    assert.ok(routes[0]?.pages[0]?.findings.some((found) => found.code === 'public-but-personal'));
    assert.equal((await cli({ '/': wrong })).code, 0, 'without the cookie nothing differs');
  });

  it('takes its flags, some of them several times', async () => {
    const config = `export default { routes: [{ match: '/a' }, { match: '/b' }] };`;
    await withProject({ 'my.config.mjs': config }, async ({ folder }) => {
      await withSite({ '/a': good(), '/b': good() }, async ({ url, requests }) => {
        const { code, stdout } = await runCli(
          folder,
          ...[
            'doctor',
            url,
            '--config',
            'my.config.mjs',
            '--path',
            '/a',
            '--path=/b',
            '--path',
            '/c',
            '--json',
          ],
          ...['--cookie', 'x=1', '--cookie', 'y=2; z=3', '--header', 'X-One: 1', '--header', 'X-Two: a:b'],
          ...['--limit', '2', '--worker', '/js/w.js', '--timeout', '9000'],
        );
        assert.equal(code, 0);
        const { routes } = JSON.parse(stdout) as DoctorResult;
        assert.deepEqual(
          routes.map(({ route, pages }) => [route, pages.map(({ path }) => path)]),
          [
            ['/a', ['/a']],
            ['/b', ['/b']],
          ],
        );
        const headers = requests[0]?.headers ?? {};
        assert.deepEqual([headers.cookie, headers['x-one'], headers['x-two']], ['x=1; y=2; z=3', '1', 'a:b']);
        assert.ok(requests.some((request) => request.url === '/js/w.js'));
      });
    });
  });

  it('exits with 2 and one message where it could not run', async () => {
    const closed = await withSite({}, ({ url }) => Promise.resolve(url));
    for (const [args, message] of [
      [[], 'Failed to read the origin "": it is missing. Write sw-isr doctor https://example.test.\n'],
      [
        ['shop.example'],
        'Failed to read the origin "shop.example": it has no scheme. Write https://shop.example.\n',
      ],
      [[closed], new RegExp(`^Failed to ask "${closed}": connect ECONNREFUSED`)],
      [[closed, '--cokie', 'a=1'], /Did you mean "--cookie"\?\n$/],
      [[closed, '--limit', 'x'], /"x" is not a whole number/],
      [
        [closed, '--header', 'nothing'],
        /^Failed to read the header "nothing: ": a name and a value are needed\./,
      ],
      [[closed, '--config', 'none.ts'], /^Failed to read "none\.ts": it does not exist/],
    ] as const) {
      const { code, stdout, stderr } = await runCli('.', 'doctor', ...args);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      if (typeof message === 'string') assert.equal(stderr, message);
      else assert.match(stderr, message);
    }
    const { code, stdout } = await runCli('.', 'doctor', '--json');
    assert.equal(code, 2);
    assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'bad-request');
  });

  it('is in the help', async () => {
    assert.match((await runCli('.', '--help')).stdout, /doctor ORIGIN/);
    const { stdout } = await runCli('.', 'doctor', '--help');
    for (const word of [
      'doctor ORIGIN',
      '--cookie',
      '--header',
      '--path',
      '--limit',
      '--worker',
      '--timeout',
    ])
      assert.ok(stdout.includes(word), word);
  });

  it('reads a flag that is given several times', () => {
    const { flags, argument } = readArguments([
      'doctor',
      'https://shop.example',
      '--path',
      '/a',
      '--path=/b',
    ]);
    assert.deepEqual(
      [argument, readList(flags, 'path'), readList(flags, 'cookie')],
      ['https://shop.example', ['/a', '/b'], []],
    );
    assert.throws(() => readArguments(['doctor', 'x', '--path']), {
      code: 'bad-request',
      message: /it needs a value/,
    });
    assert.throws(() => readArguments(['doctor', 'x', 'y']), {
      code: 'bad-request',
      message: /too many arguments/,
    });
  });
});
