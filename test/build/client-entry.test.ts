import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientEntry } from '../../src/build/bundle/client-entry.js';

describe('the entry of sw-isr.js', () => {
  for (const [config, parts] of [
    [{}, []],
    [{ feed: '/feed' }, ['feed']],
    [{ speculate: true }, ['speculate']],
    [{ feed: '/feed', speculate: true }, ['feed', 'speculate']],
    [{ speculate: false }, []],
  ] as const)
    it(`of ${JSON.stringify(config)} imports ${parts.join(' and ') || 'no feature'}`, () => {
      const source = clientEntry(config);
      const imported = /import \{ (.*?) \}/.exec(source)?.[1]?.split(', ');
      assert.deepEqual(imported, ['createRegister', ...parts]);
      assert.match(source, new RegExp(`createRegister\\(\\{ ${parts.join(', ')} ?\\}\\)`));
    });

  it('removes the old workers that the config names, and only where it names some', () => {
    for (const takeover of [undefined, false, true, {}, { caches: ['pages'] }])
      assert.doesNotMatch(clientEntry({ takeover }), /takeOver/);
    const source = clientEntry({ takeover: { scripts: ['/old.js'], caches: ['pages'] } });
    assert.match(source, /import \{ createRegister, takeOver \}/);
    assert.match(source, /takeOver\(ready, \{"scripts":\["\/old\.js"\],"scopes":\[\]\}, here\)/);
  });
});
