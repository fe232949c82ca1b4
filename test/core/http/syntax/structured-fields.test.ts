import { expect } from 'chai';
import { parseDictionary, parseList } from '../../../../src/core/http/syntax/structured-fields.js';

describe('rule 3: dictionaries (RFC 9651 §3.2, §4.2.2)', () => {
  const valid: [field: string, members: [string, unknown][]][] = [
    ['a', [['a', true]]],
    ['  a  ', [['a', true]]],
    [
      'a=?0, b, c;foo=bar',
      [
        ['a', false],
        ['b', true],
        ['c', true],
      ],
    ],
    ['a=?1', [['a', true]]],
    [
      'a=1,b=2',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'a=1 \t , \t b=2',
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'a=1, b=2, a=3',
      [
        ['a', 3],
        ['b', 2],
      ],
    ],
    ['a=0', [['a', 0]]],
    ['a=-42', [['a', -42]]],
    ['a=007', [['a', 7]]],
    ['a=999999999999999', [['a', 999_999_999_999_999]]],
    ['a=-999999999999999', [['a', -999_999_999_999_999]]],
    ['a=1.5', [['a', 1.5]]],
    ['a=-0.123', [['a', -0.123]]],
    ['a=123456789012.125', [['a', 123_456_789_012.125]]],
    ['a=""', [['a', '']]],
    ['a="x, y=1; z"', [['a', 'x, y=1; z']]],
    ['a="\\"\\\\"', [['a', '"\\']]],
    ['a=foo123/456', [['a', 'foo123/456']]],
    ["a=*t:!#$%&'*+-.^_`|~", [['a', "*t:!#$%&'*+-.^_`|~"]]],
    ['a=Foo', [['a', 'Foo']]],
    ['a=:cHJldGVuZA==:', [['a', ':cHJldGVuZA==:']]],
    ['a=::', [['a', '::']]],
    ['a=@1659578233', [['a', '@1659578233']]],
    ['a=@-1', [['a', '@-1']]],
    ['a=%"f%c3%bc"', [['a', '%"f%c3%bc"']]],
    ['*a=1', [['*a', 1]]],
    ['a_b-c.d*9=1', [['a_b-c.d*9', 1]]],
    ['a=()', [['a', []]]],
    ['a=(  )', [['a', []]]],
    ['a=(1 "x" ?0 t)', [['a', [null, 'x', null, null]]]],
    ['a=( 1   2 );q=1', [['a', [null, null]]]],
    [
      'a=(1;x 2;y=z);q, b',
      [
        ['a', [null, null]],
        ['b', true],
      ],
    ],
    ['a=1; q="),"; r', [['a', 1]]],
    [
      'a;q=1;r=?0;s=1.5;t=:YQ==:, b',
      [
        ['a', true],
        ['b', true],
      ],
    ],
  ];
  for (const [field, members] of valid) {
    it(`rule 3: "${field}" is a dictionary`, () => {
      expect([...(parseDictionary(field) ?? [])]).to.deep.equal(members);
    });
  }

  const invalid = [
    '',
    ' ',
    '\t',
    '\ta=1',
    'a=1\t',
    ',',
    'a,',
    'a, ',
    ',a',
    'a,,b',
    'a b',
    'a;',
    'a; =1',
    'a ;q',
    'a=',
    'a= 1',
    'a =1',
    'A=1',
    'aB=1',
    '1a=1',
    '-a=1',
    '=1',
    'é=1',
    'a=é',
    'a="é"',
    'a=1000000000000000',
    'a=1.',
    'a=.5',
    'a=1.2345',
    'a=1234567890123.5',
    'a=--1',
    'a=+1',
    'a=-',
    'a=1e3',
    'a=0x1',
    'a="',
    'a="x',
    'a="x\\"',
    'a="\\n"',
    'a="\u0007"',
    "a='x'",
    'a=?',
    'a=?2',
    'a=?true',
    'a=:x',
    'a=:a_b:',
    'a=@',
    'a=@x',
    'a=@1.5',
    'a=%"x',
    'a=%"%C3"',
    'a=%"%"',
    'a=(',
    'a=(1',
    'a=(1,2)',
    'a=(1 2',
    'a=1)',
    'a=((1))',
    'a=(1"x")',
    'a=(\t1)',
    'a;Q=1',
    'a;q=(1)',
    'a=1;q=',
    'a=1\n',
    'a=1, b=1 2',
    'a/b=1',
    'a=1;;b',
    'max-age=60; ,b',
  ];
  for (const field of invalid) {
    it(`rule 3: ${JSON.stringify(field)} is no dictionary, whole`, () => {
      expect(parseDictionary(field)).to.equal(undefined);
    });
  }

  it('rule 3: whatever is thrown at it, the parser ends and does not throw', () => {
    const alphabet = [
      'a',
      '1',
      '-',
      '.',
      '"',
      '\\',
      '?',
      ':',
      '@',
      '%',
      '(',
      ')',
      ';',
      '=',
      ',',
      ' ',
      '\t',
      'é',
    ];
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 5000; round++) {
      const field = Array.from({ length: random(12) }, () => alphabet[random(alphabet.length)]).join('');
      const found = parseDictionary(field);
      expect(found === undefined || found.size > 0, field).to.equal(true);
      parseList(field);
    }
  });

  it('rule 3: a long field is read in time that grows with its length only', () => {
    const field = Array.from(
      { length: 5000 },
      (_, index) => `k${index}=(1 2;x=y);z="${'\\"'.repeat(20)}"`,
    ).join(', ');
    expect(parseDictionary(field)?.size).to.equal(5000);
    expect(parseDictionary(`${field},`)).to.equal(undefined);
  });
});

describe('rule 4: lists (RFC 9651 §3.1, §4.2.1)', () => {
  const table: [field: string, members: unknown[]][] = [
    ['', []],
    ['"a"', ['a']],
    [' "a" , "b";q=1,"a" ', ['a', 'b', 'a']],
    ['a, 1, ?1, (x "y")', ['a', 1, true, [null, 'y']]],
    ['"a",', []],
    ['"a" "b"', []],
    ['a=1', []],
    ['"a", é', []],
  ];
  for (const [field, members] of table) {
    it(`rule 4: "${field}" has ${members.length} members`, () => {
      expect(parseList(field)).to.deep.equal(members);
    });
  }
});
