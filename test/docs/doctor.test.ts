import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FINDINGS } from '../../src/build/doctor/findings.js';
import { readArguments } from '../../src/build/cli/arguments.js';
import { textOf } from './documents.js';

const DOC = 'docs/doctor.md';

describe(DOC, () => {
  it('lists every kind of finding, with its level', () => {
    const rows = [...textOf(DOC).matchAll(/^\| `([a-z\d-]+)` \| (ok|note|warning|error) \|/gm)];
    const listed = rows.map(([, code = '', level = '']) => [code, level]);
    const kinds = Object.entries(FINDINGS).map(([code, { level }]) => [code, level]);
    assert.deepEqual(listed.sort(), kinds.sort());
  });

  it('lists every flag', () => {
    const flags = [...textOf(DOC).matchAll(/^\| `--([a-z]+)/gm)].map(([, name = '']) => name);
    assert.throws(
      () => readArguments(['doctor', 'https://shop.example', '--qqqqqqqq']),
      ({ message }: Error) => {
        const known = [...message.matchAll(/--([a-z]+)(?=[,.])/g)].map(([, name = '']) => name);
        assert.deepEqual(known.sort(), ['help', 'version', ...flags].sort());
        return true;
      },
    );
  });
});
