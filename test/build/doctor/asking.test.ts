import assert from 'node:assert/strict';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { build, doctor } from '../../../src/build/index.js';
import { ask, openConnections, type Asked } from '../../../src/build/doctor/asking/http.js';
import { WORKER_ACCEPT } from '../../../src/build/doctor/asking/request-headers.js';
import {
  endless,
  type Handler,
  redirectTo,
  reset,
  silent,
  stuck,
  tooLongLength,
  truncated,
} from '../../support/faults.js';
import { html } from '../../support/html.js';
import { CONFIG, withProject } from '../project.js';
import { good, run, type Site, TIMEOUT, VISITOR, withSite } from './site.js';

const LIMITS = { timeout: TIMEOUT, maxBytes: 100_000 };

/** Asks for `/` of a site. */
async function askFor(handle: Handler, limits = LIMITS): Promise<Asked> {
  const connections = openConnections();
  try {
    return await withSite({ '/': { handle } }, ({ url }) => ask(new URL(url), {}, limits, { connections }));
  } finally {
    for (const agent of Object.values(connections)) agent.destroy();
  }
}

/** A server that speaks bytes, for what no HTTP server of Node would say. */
async function withBytes<T>(speak: (socket: Socket) => void, test: (url: URL) => Promise<T>): Promise<T> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => speak(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await test(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  } finally {
    server.close();
  }
}

async function askBytes(bytes: string): Promise<Asked> {
  const connections = openConnections();
  try {
    return await withBytes(
      (socket) => socket.end(bytes),
      (url) => ask(url, {}, LIMITS, { connections }),
    );
  } finally {
    for (const agent of Object.values(connections)) agent.destroy();
  }
}

const faultOf = (asked: Asked) => (asked.kind === 'answer' ? asked.bodyFault : asked.why);

describe('an answer', () => {
  it('is read with its encoding undone', async () => {
    for (const [coding, encode] of [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
      ['deflate', deflateSync],
      ['GZIP', gzipSync],
    ] as const) {
      const asked = await askFor((_request, response) => {
        response.writeHead(200, { 'Content-Encoding': coding }).end(encode('Hello'));
      });
      assert.ok(asked.kind === 'answer');
      assert.deepEqual([asked.text, asked.bodyFault], ['Hello', undefined], coding);
    }
    const twice = await askFor((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync('Hello')));
    });
    assert.equal(twice.kind === 'answer' && twice.text, 'Hello');
  });

  it('without a body has none, whatever its encoding', async () => {
    for (const status of [204, 304]) {
      const asked = await askFor((_request, response) => {
        response.writeHead(status, { 'Content-Encoding': 'gzip' }).end();
      });
      assert.ok(asked.kind === 'answer');
      assert.deepEqual([asked.status, asked.text, asked.bodyFault], [status, '', undefined]);
    }
  });

  it('joins repeated fields, and keeps cookies apart', async () => {
    const asked = await askFor((_request, response) => {
      response.setHeader('Vary', ['Accept', 'Cookie']);
      response.setHeader('Set-Cookie', ['a=1', 'b=2; Expires=Wed, 01 Jan 2031 00:00:00 GMT']);
      response.end();
    });
    assert.ok(asked.kind === 'answer');
    assert.deepEqual([asked.headers.get('VARY'), asked.headers.get('set-cookie')], ['Accept, Cookie', null]);
    assert.equal(asked.setCookies.length, 2);
  });

  it('is bounded in size, compressed or not', async () => {
    const large = 'x'.repeat(LIMITS.maxBytes + 1);
    assert.equal(faultOf(await askFor((_request, response) => response.end(large))), 'too large');
    const zipped = await askFor((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    assert.ok(zipped.kind === 'answer');
    assert.equal(zipped.bodyFault, 'too large');
    assert.ok(zipped.text.length <= LIMITS.maxBytes);
    const exact = await askFor((_request, response) => response.end(large.slice(1)));
    assert.equal(faultOf(exact), undefined);
  });

  it('is bounded in time: without a head, with half a body, without an end', async () => {
    const limits = { ...LIMITS, timeout: 400 };
    assert.equal(faultOf(await askFor(silent, limits)), 'no answer came within 400 ms');
    assert.equal(faultOf(await askFor(stuck('<p>'), limits)), 'endless');
    assert.equal(faultOf(await askFor(endless, limits)), 'endless');
  });

  it('that breaks off is told from a whole one', async () => {
    assert.equal(faultOf(await askFor(truncated(html('Hello')))), 'cut short');
    assert.equal(faultOf(await askFor(tooLongLength(html('Hello')))), 'cut short');
    const broken = await askFor((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('this is not zipped');
    });
    assert.equal(faultOf(broken), 'cut short');
  });

  it('that never begins is a failure with a cause', async () => {
    assert.match(String(faultOf(await askFor(reset))), /ECONNRESET|socket hang up/);
  });

  it('may have fields that no server should send', async () => {
    const odd = await askBytes(
      'HTTP/1.1 200 OK\r\nX-Odd: a\x01b\r\nCache-Control: public\r\nConnection: close\r\n\r\nHello',
    );
    assert.ok(odd.kind === 'answer');
    assert.deepEqual([odd.headers.get('cache-control'), odd.text], ['public', 'Hello']);
  });

  it('may be none at all', async () => {
    for (const bytes of [
      'SSH-2.0-OpenSSH\r\n',
      '',
      'HTTP/1.1 200 OK\r\nX: ' + 'x'.repeat(300_000) + '\r\n\r\n',
    ])
      assert.equal((await askBytes(bytes)).kind, 'none', bytes.slice(0, 20));
    const upgraded = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';
    assert.equal((await askBytes(upgraded)).kind, 'none');
  });

  it('is asked for again where the server had closed the connection meanwhile', async () => {
    const connections = openConnections();
    let count = 0;
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello';
    const speak = (socket: Socket): void => {
      count += 1;
      // The second request comes on the first one's connection, which is reset.
      if (count === 2) socket.resetAndDestroy();
      else socket.write(head);
    };
    try {
      const kinds = await withBytes(speak, async (url) => {
        const ask1 = await ask(url, {}, LIMITS, { connections });
        const ask2 = await ask(url, {}, LIMITS, { connections });
        return [ask1.kind, ask2.kind];
      });
      assert.deepEqual([kinds, count], [['answer', 'answer'], 3]);
    } finally {
      for (const agent of Object.values(connections)) agent.destroy();
    }
  });
});

describe('the requests of a run', () => {
  it('are those of a browser and of the worker', async () => {
    await withSite({ '/': good() }, async (site) => {
      await run(site, { ...VISITOR, paths: ['/'] });
      const seen = site.requests
        .filter(({ url }) => url === '/')
        .map(({ headers, method }) => ({
          method,
          cookie: headers.cookie,
          accept: headers.accept,
          mode: headers['sec-fetch-mode'],
          dest: headers['sec-fetch-dest'],
          condition: headers['if-none-match'],
          upgrade: headers['upgrade-insecure-requests'],
          cache: headers['cache-control'],
        }));
      const visit = {
        method: 'GET',
        cookie: 'session=alice',
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
        mode: 'navigate',
        dest: 'document',
        condition: undefined,
        upgrade: '1',
        cache: undefined,
      };
      const nobody = {
        method: 'GET',
        cookie: undefined,
        accept: WORKER_ACCEPT,
        mode: 'cors',
        dest: 'empty',
        condition: '"1"',
        upgrade: undefined,
        cache: 'no-cache',
      };
      // The first visit gets the cookies that the site gives everyone.
      assert.deepEqual(seen, [visit, visit, nobody, { ...nobody, condition: undefined }]);
    });
  });

  it('accept what the built worker accepts', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder }) => {
      await build({ cwd: folder });
      assert.ok((await readFile(join(folder, 'public/sw.js'), 'utf8')).includes(WORKER_ACCEPT));
    });
  });

  it('are counted, and made one at a time', async () => {
    let open = 0;
    let most = 0;
    const page: Site[string] = {
      handle: (_request, response) => {
        most = Math.max(most, (open += 1));
        setTimeout(() => {
          open -= 1;
          response.writeHead(200, { 'Content-Type': 'text/html' }).end(html('Hello'));
        }, 5);
      },
    };
    await withSite({ '/': page, '/a': page, '*': page }, async (site) => {
      const { requests } = await run(site, { paths: ['/', '/a'] });
      assert.deepEqual([requests, most], [site.requests.length, 1]);
    });
  });

  it('hold the headers that are given; a login goes with the visitor’s alone', async () => {
    await withSite({ '/': good() }, async (site) => {
      const headers = [
        ['X-Bypass', 'secret'],
        ['authorization', 'Basic eA=='],
        ['Cookie', 'theme=dark'],
        ['User-Agent', 'mine'],
      ] as const;
      await run(site, { ...VISITOR, headers, paths: ['/'] });
      const asked = site.requests.filter(({ url }) => url === '/');
      assert.ok(
        asked.every((one) => one.headers['x-bypass'] === 'secret' && one.headers['user-agent'] === 'mine'),
      );
      assert.deepEqual(
        asked.map((one) => [one.headers.authorization, one.headers.cookie]),
        [
          ['Basic eA==', 'session=alice; theme=dark'],
          ['Basic eA==', 'session=alice; theme=dark'],
          [undefined, undefined],
          [undefined, undefined],
        ],
      );
    });
  });

  it('keep the cookies that the site sets, for the visitor alone', async () => {
    const page: Site[string] = () => ({ body: html('Hello'), headers: { 'Set-Cookie': 'id=7; Path=/' } });
    await withSite({ '/': page }, async (site) => {
      await run(site, { paths: ['/'] });
      const cookies = site.requests.filter(({ url }) => url === '/').map(({ headers }) => headers.cookie);
      assert.deepEqual(cookies, [undefined, 'id=7', undefined, undefined]);
    });
  });

  it('never go to another site, and tell it no cookie', async () => {
    await withSite({ '*': good() }, async (other) => {
      const links = `<a href="${other.url}/x">x</a><img src="${other.url}/i.png">`;
      const site: Site = {
        '/': () => html(links),
        '/away': { handle: redirectTo(`${other.url}/y`) },
        '/sw.js': { handle: redirectTo(`${other.url}/sw.js`) },
        '/sitemap.xml': () => ({
          body: `<urlset><url><loc>${other.url}/z</loc></url></urlset>`,
          headers: { 'Content-Type': 'application/xml' },
        }),
      };
      await withSite(site, async (own) => {
        await run(own, VISITOR);
        await run(own, { ...VISITOR, paths: ['/away', '/'] });
      });
      assert.deepEqual(other.requests, []);
    });
  });
});

describe('a site that is not there', () => {
  it('is named with the cause', async () => {
    const url = await withSite({}, (site) => Promise.resolve(site.url));
    await assert.rejects(doctor({ origin: url }), {
      name: 'IsrError',
      code: 'failed',
      message: new RegExp(
        `^Failed to ask "${url}": connect ECONNREFUSED .*\\. Start the site, or correct its address\\.$`,
      ),
    });
  });

  it('is told from one whose certificate is not trusted', async () => {
    const { private: key, cert } = generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
    const server = createSecureServer({ key, cert }, (_request, response) => response.end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      await assert.rejects(doctor({ origin: `https://127.0.0.1:${port}` }), {
        code: 'failed',
        message:
          /: self-signed certificate\. Name the certificate of its authority in NODE_EXTRA_CA_CERTS\.$/,
      });
    } finally {
      server.close();
    }
  });

  it('but answers something is examined', async () => {
    const result = await withSite({ '/': { handle: silent } }, (site) =>
      run(site, { timeout: 500, paths: ['/'] }),
    );
    assert.equal(result.counts.error, 1);
  });
});

describe('a run', () => {
  it('ends with its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const page: Site[string] = {
      handle: () => {
        controller.abort(reason);
      },
    };
    await withSite({ '/': page }, (site) =>
      assert.rejects(run(site, { signal: controller.signal, timeout: 60_000 }), reason),
    );
  });

  it('asks for no more pages than there is time for', async () => {
    const site = { '/': good(), '/a': good(), '/b': good() };
    const asked: string[] = [];
    const result = await withSite(site, (running) =>
      run(running, { paths: Object.keys(site), duration: -1, onPage: (path) => asked.push(path) }),
    );
    assert.deepEqual(asked, []);
    assert.match(result.findings.find(({ code }) => code === 'pages-left-out')?.message ?? '', /^3 more/);
  });
});
