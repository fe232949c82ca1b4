import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkOptions } from '../../../src/build/doctor/options.js';
import type { DoctorOptions } from '../../../src/build/index.js';

const ORIGIN = 'https://shop.example';

describe('the options of the doctor', () => {
  it('are an origin, and what belongs to it', () => {
    assert.equal(checkOptions({ origin: 'https://Shop.example:443/' }).origin, ORIGIN);
    const { paths, worker } = checkOptions({
      origin: ORIGIN,
      paths: ['/a', `${ORIGIN}/b?c`],
      worker: 'js/sw.js',
    });
    assert.deepEqual([paths, worker], [['/a', '/b?c'], '/js/sw.js']);
    assert.equal(checkOptions({ origin: ORIGIN, paths: [] }).paths, undefined);
  });

  const wrong: [options: Partial<DoctorOptions>, message: string][] = [
    [
      { origin: 'shop.example' },
      'Failed to read the origin "shop.example": it has no scheme. Write https://shop.example.',
    ],
    [
      { origin: 'localhost:3000' },
      'Failed to read the origin "localhost:3000": it has no scheme. Write http://localhost:3000.',
    ],
    [{ origin: 'https://' }, 'Failed to read the origin "https://": it is not a URL. Write https://HOST.'],
    [
      { origin: 'ftp://shop.example' },
      'Failed to read the origin "ftp://shop.example": it is neither https nor http. Write https://HOST.',
    ],
    [
      { origin: 'https://a:b@shop.example' },
      `Failed to read the origin "https://a:b@shop.example": it contains a password. Give it with --header 'Authorization: Basic …'.`,
    ],
    [
      { origin: 'https://shop.example/de/?a' },
      'Failed to read the origin "https://shop.example/de/?a": it has a path. Write https://shop.example --path /de/?a.',
    ],
    [
      { paths: ['https://other.example/'] },
      'Failed to read the path "https://other.example/": it is not a path of https://shop.example. Write a path such as /products/1.',
    ],
    [
      { worker: '//x' },
      'Failed to read the path "//x": it is not a path of https://shop.example. Write a path such as /products/1.',
    ],
    [
      { cookies: ['session'] },
      `Failed to read the cookie "session": it has no value. Write --cookie 'name=value'.`,
    ],
    [
      { cookies: ['a=1\r\nX: y'] },
      `Failed to read the header "Cookie: a=1\r\nX: y": it contains characters that are not allowed in a header. Write --header 'Name: value'.`,
    ],
    [
      { headers: [['X-Y', '']] },
      `Failed to read the header "X-Y: ": a name and a value are needed. Write --header 'Name: value'.`,
    ],
    [
      { headers: [['X Y', 'z']] },
      `Failed to read the header "X Y: z": it contains characters that are not allowed in a header. Write --header 'Name: value'.`,
    ],
    [
      { headers: [['Content-Length', '1']] },
      'Failed to read the header "Content-Length: 1": the doctor sets this header itself. Leave it out.',
    ],
  ];
  for (const [options, message] of wrong)
    it(`are refused: ${JSON.stringify(options)}`, () => {
      assert.throws(() => checkOptions({ origin: ORIGIN, ...options }), {
        name: 'IsrError',
        code: 'bad-request',
        message,
      });
    });
});
