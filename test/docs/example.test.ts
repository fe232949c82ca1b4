import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

const EXAMPLE = 'examples/minimal';

/** The command that the example's README starts by `npm start`, on a free port. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${EXAMPLE}/package.json`, 'utf8')) as {
    scripts: { start: string };
  };
  return [...scripts.start.replace(/^node /, '').split(' '), '--port', '0'];
}

describe('examples/minimal', () => {
  let server: ChildProcess;
  let url = '';

  before(async () => {
    server = spawn(process.execPath, startCommand(), { cwd: EXAMPLE, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    for await (const chunk of server.stdout ?? []) {
      printed += String(chunk);
      url = /http:\/\/localhost:\d+/.exec(printed)?.[0] ?? '';
      if (url) return;
    }
    assert.fail(`the command ended, and printed: ${printed}`);
  });

  after(async () => {
    if (server.exitCode !== null) return;
    server.kill();
    await once(server, 'exit');
  });

  for (const path of ['/', '/news.html'])
    it(`serves ${path}, which loads the client once`, async () => {
      const response = await fetch(url + path);
      assert.equal(response.status, 200);
      assert.equal((await response.text()).split('src="/sw-isr.js"').length, 2);
    });

  for (const path of ['/sw.js', '/sw-isr.js', '/style.css'])
    it(`serves ${path}`, async () => {
      const response = await fetch(url + path);
      assert.equal(response.status, 200);
      assert.notEqual(await response.text(), '');
    });
});
