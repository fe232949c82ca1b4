import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { show } from '../../../src/config/validation/show.js';
import { suggest, suggestDuration, suggestSize } from '../../../src/config/validation/suggest.js';

describe('the nearest spelling', () => {
  const names = ['revalidate', 'expire', 'fallback'];

  it('is found for letters that are missing, doubled, swapped or of the wrong case', () => {
    assert.equal(suggest('revaldate', names), 'revalidate');
    assert.equal(suggest('exppire', names), 'expire');
    assert.equal(suggest('fallbakc', names), 'fallback');
    assert.equal(suggest('FallBack', names), 'fallback');
    assert.equal(suggest('reval', names), 'revalidate');
  });

  it('is none where nothing is near', () => {
    assert.equal(suggest('colour', names), undefined);
    assert.equal(suggest('', names), undefined);
    assert.equal(suggest('a', []), undefined);
  });
});

describe('a duration or size that was written as people write it', () => {
  it('is spelt as the config wants it', () => {
    const meant = ['60 s', '5 min', '2 hours', '1w', '500ms', '90'].map(suggestDuration);
    assert.deepEqual(meant, ['60s', '5m', '2h', '7d', '0.5s', '90s']);
    const sizes = ['50 MB', '50mb', '3 MiB', '1 tb', '20k', '7'].map(suggestSize);
    assert.deepEqual(sizes, ['50MB', '50MB', '3MB', '1000GB', '20kB', '7B']);
  });

  it('stays alone where it cannot be guessed', () => {
    for (const given of ['soon', '-5s', '', '5 moons', 5, null])
      assert.equal(suggestDuration(given), undefined);
  });
});

describe('a value in a message', () => {
  it('is written as in the config, and short', () => {
    assert.equal(show("it's\n"), "'it\\'s\\n'");
    assert.equal(show('x'.repeat(100)), `'${'x'.repeat(60)}…'`);
    assert.equal(show(/a/g), '/a/g');
    assert.equal(show([]), 'an empty array');
    assert.equal(show(-Infinity), '-Infinity');
    assert.equal(show(Symbol('x')), 'Symbol(x)');
    assert.equal(show(10n), '10');
  });
});
