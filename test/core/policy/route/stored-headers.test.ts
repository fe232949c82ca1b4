import { expect } from 'chai';
import { refreshedHeaders, storedHeaders } from '../../../../src/core/policy/route/stored-headers.js';
import { type HeaderList } from '../../../../src/core/http/headers.js';
import { headers } from '../../helpers.js';

const NONCE = "script-src 'nonce-abc'";

const valueOf = (list: HeaderList, name: string): string | undefined =>
  list.find(([given]) => given === name)?.[1];

describe('rule 24: what is replayed', () => {
  const never = [
    ...[
      'set-cookie',
      'set-cookie2',
      'clear-site-data',
      'content-encoding',
      'content-length',
      'transfer-encoding',
    ],
    ...['connection', 'keep-alive', 'age'],
  ];
  for (const name of never) {
    it(`rule 24: ${name} is never replayed`, () => {
      expect(storedHeaders([[name, 'x']])).to.deep.equal([]);
    });
  }

  const replayed = [
    'content-type',
    'content-language',
    'etag',
    'link',
    'x-age',
    'agent',
    'set-cookies',
    'x-set-cookie',
  ];
  for (const name of replayed) {
    it(`rule 24: ${name} is replayed`, () => {
      expect(storedHeaders([[name, 'x']])).to.deep.equal([[name, 'x']]);
    });
  }

  it('rule 24: headers are read as they come from a response, in any case of letters', () => {
    const given = headers({ 'Content-Type': 'text/html', 'X-B': '2', 'Content-LENGTH': '5', AGE: '7' });
    expect(storedHeaders(given)).to.deep.equal([
      ['content-type', 'text/html'],
      ['x-b', '2'],
    ]);
  });

  it('rule 24: of several cookies none is left', () => {
    expect(
      storedHeaders([
        ['set-cookie', 'a=1'],
        ['x', 'y'],
        ['set-cookie', 'b=2'],
      ]),
    ).to.deep.equal([['x', 'y']]);
  });
});

describe('rule 17: the headers after a 304', () => {
  const stored: HeaderList = [
    ['content-type', 'text/html'],
    ['content-language', 'de'],
    ['etag', '"1"'],
    ['cache-control', 'max-age=1'],
    ['x-kept', 'old'],
  ];

  it('rule 17: its fields replace the stored ones, and what it leaves out stays', () => {
    const list = refreshedHeaders(
      stored,
      headers({ ETag: 'W/"1"', 'Cache-Control': 'max-age=2', 'X-New': 'n' }),
    );
    expect(Object.fromEntries(list)).to.deep.equal({
      'content-type': 'text/html',
      'content-language': 'de',
      etag: 'W/"1"',
      'cache-control': 'max-age=2',
      'x-kept': 'old',
      'x-new': 'n',
    });
    expect(list.length).to.equal(6);
  });

  it('rule 17: what describes the body stays with the body', () => {
    const list = refreshedHeaders(
      stored,
      headers({ 'Content-Type': 'text/plain', 'Content-Language': 'fr', 'Content-Location': '/x' }),
    );
    expect(list).to.deep.equal(stored);
  });

  it('rule 24: what is never replayed is not brought in by a 304', () => {
    expect(
      refreshedHeaders(stored, headers({ Age: '9', 'Clear-Site-Data': '"*"', 'Content-Length': '0' })),
    ).to.deep.equal(stored);
  });

  it('rule 17: a field that the stored page has twice is replaced whole', () => {
    const list = refreshedHeaders(
      [
        ['x', '1'],
        ['y', '2'],
        ['x', '3'],
      ],
      [['x', '4']],
    );
    expect(list).to.deep.equal([
      ['y', '2'],
      ['x', '4'],
    ]);
  });

  it('rule 17: an empty 304 changes nothing', () => {
    expect(refreshedHeaders(stored, [])).to.deep.equal(stored);
  });

  const policies = ['content-security-policy', 'content-security-policy-report-only'];
  for (const name of policies) {
    it(`rule 17: a ${name} without a nonce is renewed`, () => {
      expect(
        valueOf(refreshedHeaders([[name, "default-src 'self'"]], [[name, "default-src 'none'"]]), name),
      ).to.equal("default-src 'none'");
      expect(valueOf(refreshedHeaders([], [[name, "default-src 'none'"]]), name)).to.equal(
        "default-src 'none'",
      );
    });

    it(`rule 17: a ${name} with a nonce stays with the body that carries the nonce`, () => {
      expect(refreshedHeaders([[name, NONCE]], [[name, "script-src 'nonce-xyz'"]])).to.deep.equal([
        [name, NONCE],
      ]);
      expect(refreshedHeaders([[name, NONCE]], [[name, "default-src 'none'"]])).to.deep.equal([
        [name, NONCE],
      ]);
      expect(refreshedHeaders([[name, NONCE.toUpperCase()]], [[name, 'x']])).to.deep.equal([
        [name, NONCE.toUpperCase()],
      ]);
    });
  }

  it('rule 17: the nonce of a 304 fits no stored body, so its policy is not taken', () => {
    const name = 'content-security-policy';
    expect(refreshedHeaders([], [[name, NONCE]])).to.deep.equal([]);
    expect(refreshedHeaders([[name, "script-src 'self'"]], [[name, NONCE]])).to.deep.equal([
      [name, "script-src 'self'"],
    ]);
  });

  it('rule 17: a nonce elsewhere than in a policy is nothing special', () => {
    expect(refreshedHeaders([['x', NONCE]], [['content-security-policy', 'p']])).to.deep.equal([
      ['x', NONCE],
      ['content-security-policy', 'p'],
    ]);
  });
});
