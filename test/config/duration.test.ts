import { expect } from 'chai';
import { parseDuration, parseSize } from '../../src/config/duration.js';

describe('rule 1: units', () => {
  const durations: [given: number | string, seconds: number][] = [
    [0, 0],
    [60, 60],
    [0.5, 0.5],
    [1e21, 1e21],
    ['0s', 0],
    ['60s', 60],
    ['15m', 900],
    ['1h', 3600],
    ['7d', 604_800],
    ['31d', 2_678_400],
    ['1.5h', 5400],
    ['007s', 7],
  ];
  for (const [given, seconds] of durations) {
    it(`rule 1: ${JSON.stringify(given)} is ${seconds} s`, () => {
      expect(parseDuration(given)).to.equal(seconds);
    });
  }

  const sizes: [given: number | string, bytes: number][] = [
    [50_000_000, 50_000_000],
    ['1B', 1],
    ['1kB', 1000],
    ['1KB', 1000],
    ['50MB', 50_000_000],
    ['1.5GB', 1_500_000_000],
  ];
  for (const [given, bytes] of sizes) {
    it(`rule 33: ${JSON.stringify(given)} is ${bytes} bytes`, () => {
      expect(parseSize(given)).to.equal(bytes);
    });
  }

  const wrong: (number | string)[] = [
    ...[-1, -0.001, NaN, Infinity, -Infinity],
    ...[
      '',
      ' ',
      '60',
      's',
      '60 s',
      ' 60s',
      '60s ',
      '60s\n',
      '-60s',
      '+60s',
      '1e3s',
      '0x10s',
      '.5s',
      '5.s',
      '1_000s',
    ],
    ...[
      '60S',
      '5min',
      '1w',
      '1y',
      '1h30m',
      '60ms',
      '٦s',
      'Infinity',
      'Infinitys',
      'false',
      '1constructor',
      '1__proto__',
    ],
    `${'9'.repeat(400)}d`,
  ];
  for (const given of wrong) {
    it(`rule 1: ${JSON.stringify(String(given).slice(0, 20))} is no duration`, () => {
      expect(() => parseDuration(given)).to.throw(RangeError, 's, m, h, d');
    });
  }

  it('rule 33: a duration is no size, and a unit in other letters is none', () => {
    for (const given of ['60s', '1mb', '1gB', '1kb', '1', '1 MB', -1])
      expect(() => parseSize(given)).to.throw(RangeError, 'kB');
  });
});
