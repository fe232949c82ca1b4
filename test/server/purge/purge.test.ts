import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudflare, fastly, purgeAll, vercel } from '../../../src/server/purge/index.js';
import type { FeedEvent } from '../../../src/shared/feed.js';
import { type Answer, withApi } from './api.js';

const TOKEN = 'the-token-of-the-cdn';
const origin = 'https://shop.example';
const at = 1_790_000_000;
const TAG: FeedEvent = { at, tags: ['product:1'] };
const manyTags = (count: number): FeedEvent => ({
  at,
  tags: Array.from({ length: count }, (_, i) => `t${i}`),
});

describe('Cloudflare', () => {
  const make = (api: string, options = {}) =>
    cloudflare({ zone: 'z1', token: TOKEN, origin, api, ...options });

  it('is purged by tags, URLs and prefixes', async () => {
    await withApi([], async (api, requests) => {
      await make(api)({ at, tags: ['a', 'has space', 'ä', 'b,c'], paths: ['/', '/blog/*'] });
      assert.deepEqual(
        requests.map(({ body }) => body),
        [
          { tags: ['a'] },
          { files: ['https://shop.example/', 'https://shop.example/blog'] },
          { prefixes: ['shop.example/blog/'] },
        ],
      );
      assert.ok(requests.every(({ path }) => path === 'POST /client/v4/zones/z1/purge_cache'));
      assert.ok(requests.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`));
    });
  });

  it('forgets the whole site for /* and for a deployment, and nothing for the switch', async () => {
    await withApi([], async (api, requests) => {
      await make(api)({ at, paths: ['/*'], tags: ['a'] });
      await make(api)({ at, deployment: '2' });
      await make(api, { origin: undefined })({ at, deployment: '2' });
      await make(api)({ at, disabled: true });
      const everything = { hosts: ['shop.example'] };
      assert.deepEqual(
        requests.map(({ body }) => body),
        [everything, everything, { purge_everything: true }],
      );
    });
  });

  it('gets at most 100 tags at once', async () => {
    await withApi([], async (api, requests) => {
      await make(api)(manyTags(250));
      assert.deepEqual(
        requests.map(({ body }) => (body as { tags: string[] }).tags.length),
        [100, 100, 50],
      );
    });
  });

  it('rejects if it answers 200 without success', async () => {
    const body = { success: false, errors: [{ code: 1007, message: 'Invalid tag' }] };
    await withApi([{ status: 200, body }], async (api) => {
      await assert.rejects(make(api)(TAG), {
        code: 'failed',
        message: /^Failed to purge Cloudflare: Invalid tag\./,
      });
    });
  });
});

describe('Fastly', () => {
  const make = (api: string, options = {}) =>
    fastly({ service: 's1', token: TOKEN, origin, api, ...options });

  it('is purged by surrogate keys and URLs', async () => {
    await withApi([], async (api, requests) => {
      await make(api)({ at, tags: ['a', 'b'], paths: ['/blog/a?page=2'] });
      assert.deepEqual(
        requests.map(({ path, body }) => [path, body]),
        [
          ['POST /service/s1/purge', { surrogate_keys: ['a', 'b'] }],
          ['POST /purge/shop.example/blog/a?page=2', undefined],
        ],
      );
      assert.equal(requests[0]?.headers['fastly-key'], TOKEN);
      assert.equal(requests[0].headers['fastly-soft-purge'], undefined);
    });
  });

  it('forgets the service for a prefix and a deployment, and marks as stale with soft', async () => {
    await withApi([], async (api, requests) => {
      await make(api)({ at, paths: ['/blog/*'] });
      await make(api)({ at, deployment: '2' });
      await make(api, { soft: true })(manyTags(257));
      assert.deepEqual(
        requests.map(({ path, headers }) => [path.split('/').at(-1), headers['fastly-soft-purge']]),
        [
          ['purge_all', undefined],
          ['purge_all', undefined],
          ['purge', '1'],
          ['purge', '1'],
        ],
      );
    });
  });
});

describe('Vercel', () => {
  const make = (api: string, options = {}) =>
    vercel({ project: 'shop', token: TOKEN, team: 't1', api, ...options });

  it('is purged by tags, 16 at once', async () => {
    await withApi([], async (api, requests) => {
      await make(api)(manyTags(17));
      await make(api, { soft: true, team: undefined })(TAG);
      assert.deepEqual(
        requests.map(({ path, body }) => [path, (body as { tags: string[] }).tags.length]),
        [
          ['POST /v1/edge-cache/dangerously-delete-by-tags?projectIdOrName=shop&teamId=t1', 16],
          ['POST /v1/edge-cache/dangerously-delete-by-tags?projectIdOrName=shop&teamId=t1', 1],
          ['POST /v1/edge-cache/invalidate-by-tags?projectIdOrName=shop', 1],
        ],
      );
    });
  });

  it('needs a tag for a path, and nothing for a deployment', async () => {
    await withApi([], async (api, requests) => {
      await make(api, { pathTag: (path: string) => `path:${path}` })({ at, paths: ['/a'] });
      assert.deepEqual(requests[0]?.body, { tags: ['path:/a'] });
      await make(api)({ at, deployment: '2' });
      assert.equal(requests.length, 1);
      await assert.rejects(make(api)({ at, paths: ['/a'] }), /Vercel purges by tags alone\. Give "pathTag"/);
    });
  });
});

describe('a CDN in trouble', () => {
  const makers = {
    Cloudflare: (api: string, options = {}) => cloudflare({ zone: 'z', token: TOKEN, api, ...options }),
    Fastly: (api: string, options = {}) => fastly({ service: 's', token: TOKEN, api, ...options }),
    Vercel: (api: string, options = {}) => vercel({ project: 'p', token: TOKEN, api, ...options }),
  };
  const fails = (says: RegExp) => (error: Error) => {
    assert.equal(error.name, 'IsrError');
    assert.match(error.message, says);
    assert.equal(error.message.includes(TOKEN), false, 'the token is not told');
    return true;
  };

  for (const [name, make] of Object.entries(makers)) {
    it(`${name}: is asked again after 429, 500 and a lost connection`, async () => {
      const answers: Answer[] = [{ status: 429, headers: { 'retry-after': '0' } }, { status: 503 }, 'reset'];
      await withApi(answers, async (api, requests) => {
        await make(api)(TAG);
        assert.equal(requests.length, 4);
      });
    });

    it(`${name}: is asked once if it refuses the token`, async () => {
      for (const status of [401, 403])
        await withApi([{ status, body: { token: TOKEN } }], async (api, requests) => {
          await assert.rejects(
            make(api)(TAG),
            fails(new RegExp(`purge ${name}: it refuses the token \\(${status}\\)`)),
          );
          assert.equal(requests.length, 1);
        });
    });
  }

  it('is waited for as long as Retry-After says', async () => {
    await withApi([{ status: 429, headers: { 'retry-after': '1' } }], async (api) => {
      const startedAt = performance.now();
      await makers.Fastly(api)(TAG);
      assert.ok(performance.now() - startedAt >= 950);
    });
  });

  it('is given up if Retry-After is later than the deadline', async () => {
    await withApi([{ status: 429, headers: { 'retry-after': '60' } }], async (api) => {
      await assert.rejects(makers.Fastly(api)(TAG), fails(/it answered 429, at 1 try\. Its copies stay/));
    });
  });

  it('is not waited for if it hangs', async () => {
    await withApi(['hang', 'hang'], async (api, requests) => {
      await assert.rejects(
        makers.Fastly(api, { timeout: 50, retries: 1 })(TAG),
        fails(/it did not answer in 50 ms, at 2 tries/),
      );
      assert.equal(requests.length, 2);
    });
  });

  it('is given up after the retries, and at once if it says that the request is wrong', async () => {
    const down = Array.from({ length: 3 }, () => ({ status: 500 }));
    await withApi(down, async (api) => {
      await assert.rejects(makers.Vercel(api, { retries: 2 })(TAG), fails(/it answered 500, at 3 tries/));
    });
    await withApi([{ status: 404, body: { msg: 'no such service' } }], async (api) => {
      await assert.rejects(makers.Fastly(api)(TAG), fails(/it answered 404 .*no such service/));
    });
  });

  it('does not keep the others from being purged', async () => {
    await withApi([{ status: 403 }, { status: 403 }], async (api, requests) => {
      const purges = Object.values(makers).map((make) => make(api));
      await assert.rejects(
        purgeAll(purges, TAG),
        fails(/^Failed to purge 2 CDNs: Failed to purge .* Correct each\.$/),
      );
      assert.equal(requests.length, 3);
    });
  });

  it('is refused without its options', () => {
    assert.throws(() => cloudflare({ zone: '', token: 't' }), /"zone" is missing/);
    assert.throws(() => fastly({ service: 's', token: undefined as never }), /"token" is missing/);
    assert.throws(() => vercel({ token: 't', project: '' }), /"project" is missing/);
    assert.throws(() => cloudflare({ zone: 'z', token: 't', origin: 'shop' }), /"origin" is "shop"/);
  });
});
