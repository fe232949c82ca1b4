/** What a worker makes of the answers of a feed (rules 31, 32 and 35). */
import { expect } from 'chai';
import { EVERYTHING } from '../../../src/core/cache/invalidation.js';
import { memoryStore } from '../../../src/storage/tables/memory.js';
import type { Store } from '../../../src/storage/store.js';
import { createFollower, type Follower } from '../../../src/worker/feed/follow-feed.js';
import { createRouter } from '../../../src/worker/router.js';
import { NOW, pageAt, world, type World } from '../fake-context.js';
import { bytes, page } from '../../storage/fixtures.js';

const FEED = { url: '/feed', poll: 60_000, events: true };

interface Said {
  events?: unknown;
  next?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  isUpToDate?: boolean;
}

/** Answers as a feed does. */
const saying = ({
  events = [],
  next = '5_000001',
  status = 200,
  headers = {},
  body,
  isUpToDate = true,
}: Said): Response =>
  new Response(body ?? JSON.stringify(events), {
    status,
    headers: {
      'content-type': 'application/json',
      'stream-next-offset': next,
      ...(isUpToDate && { 'stream-up-to-date': 'true' }),
      ...headers,
    },
  });

interface Site {
  of: World;
  follower: Follower;
  /** Has the worker catch up; resolves to its offset. */
  catchUp: () => Promise<string | undefined>;
  /** The queries of the feed. */
  asked: () => string[];
  marks: (Parameters<Store['follow']>[1][number] & { at: number })[];
}

/** A site whose feed answers so, one after the other; the last answer again. */
function site(
  answers: Said[],
  { offset, store = memoryStore() }: { offset?: string; store?: Store } = {},
): Site {
  const marks: Site['marks'] = [];
  const noting: Store = {
    ...store,
    follow(position, markings, at) {
      marks.push(...markings.map((one) => ({ ...one, at })));
      return store.follow(position, markings, at);
    },
  };
  const of = world(
    ({ url }, count) => {
      if (!url.includes('/feed')) return Response.error();
      return saying(answers[Math.min(count, answers.length - 1)] ?? {});
    },
    { store: noting, feed: '/feed' },
  );
  const follower = createFollower(of.context, createRouter(of.context), FEED);
  const asked = () => of.asked.map(({ url }) => new URL(url).search).filter(Boolean);
  const catchUp = async () => {
    if (offset) {
      const position = { url: '/feed', offset, checkedAt: 0 };
      offset = undefined;
      await store.follow(position, [], 0);
    }
    return (await follower.receive(of.event, { catchUp: 'now' })).offset;
  };
  return { of, follower, catchUp, asked, marks };
}

const namesOf = ({ marks }: Site): string[] => marks.flatMap(({ names }) => names);

describe('rule 31: a worker that follows a feed', () => {
  it('begins at the end, where nothing is stored yet: nothing is stale', async () => {
    const quiet = { 'last-modified': new Date(NOW - 3_600_000).toUTCString() };
    const at = site([{ next: '5_000007', headers: quiet }]);
    expect(await at.catchUp()).to.equal('5_000007');
    expect(at.asked()).to.deep.equal(['?offset=now&state=1']);
    expect(at.marks).to.deep.equal([]);
  });

  for (const [what, headers] of [
    [
      'may be newer than an answer that is on its way',
      { 'last-modified': new Date(NOW - 60_000).toUTCString() },
    ],
    [
      'may be newer by the clock of the feed',
      {
        'last-modified': new Date(NOW - 3_600_000).toUTCString(),
        date: new Date(NOW - 3_590_000).toUTCString(),
      },
    ],
    ['is not told', {}],
  ] as const)
    it(`takes all that is on its way for stale when it begins, if the newest event ${what}`, async () => {
      const at = site([{ headers }]);
      await at.catchUp();
      expect(namesOf(at)).to.deep.equal([EVERYTHING]);
    });

  it('takes what is stored for stale when it begins', async () => {
    const store = memoryStore();
    await store.put(page('/a'), bytes(10));
    const at = site([{}], { store });
    await at.catchUp();
    expect(namesOf(at)).to.deep.equal([EVERYTHING]);
  });

  it('goes on where it ended, in as many answers as there are', async () => {
    const at = site(
      [
        { events: [{ at: 1, tags: ['a'] }], next: '5_000002', isUpToDate: false },
        { events: [{ at: 2, tags: ['b'], mode: 'hard' }], next: '5_000003' },
      ],
      { offset: '5_000001' },
    );
    expect(await at.catchUp()).to.equal('5_000003');
    expect(at.asked()).to.deep.equal(['?offset=5_000001', '?offset=5_000002']);
    expect(namesOf(at)).to.deep.equal(['#a', '#b']);
  });

  for (const [what, next] of [
    ['that sorts higher', '9_000001'],
    ['that sorts lower', '1_000001'],
    ['that is the same one, restored from an older copy', '5_000002'],
  ] as const)
    it(`takes everything for stale when the log is another one, ${what}`, async () => {
      const at = site([{ status: 410, body: 'gone' }, { next }], { offset: '5_000009' });
      expect(await at.catchUp()).to.equal(next);
      expect(at.asked()).to.deep.equal(['?offset=5_000009', '?offset=now&state=1']);
      expect(namesOf(at)).to.deep.equal([EVERYTHING]);
    });

  it('reads no more than 10 MB of what answers', async () => {
    const { catchUp, of } = site([{ body: `[]${' '.repeat(10_000_000)}` }]);
    expect(await catchUp()).to.equal(undefined);
    expect(of.reports.map(String).join()).to.include('its body exceeds 10 MB');
  });

  it('believes no 410 of which nothing of a feed follows', async () => {
    const at = site(
      [
        { status: 410, body: 'gone' },
        { status: 410, body: 'gone' },
      ],
      { offset: '5_000009' },
    );
    expect(await at.catchUp()).to.equal(undefined);
    expect(at.marks).to.deep.equal([]);
    expect((await at.of.store.state('feed'))?.offset).to.equal('5_000009');
  });

  it('ignores a copy from before, out of a cache on the way', async () => {
    const at = site([{ events: [{ at: 1, tags: ['a'] }], next: '5_000003' }], { offset: '5_000009' });
    expect(await at.catchUp()).to.equal('5_000009');
    expect(at.marks).to.deep.equal([]);
  });

  it('is held up by no name that can’t be read', async () => {
    const at = site(
      [
        {
          events: [
            { at: 1, paths: ['/[::1'] },
            { at: 1, tags: ['b'] },
          ],
          next: '5_000002',
        },
      ],
      {
        offset: '5_000001',
      },
    );
    expect(await at.catchUp()).to.equal('5_000002');
    expect(namesOf(at)).to.have.length(2).and.include('#b');
  });

  it('does not go on where the marks could not be written', async () => {
    const store = memoryStore();
    let isFull = true;
    const full: Store = {
      ...store,
      follow: (...given) => (isFull ? Promise.reject(new Error('full')) : store.follow(...given)),
    };
    const at = site([{ events: [{ at: 1, tags: ['a'] }], next: '5_000002' }], { offset: '5_000001', store });
    await at.catchUp();
    const blocked = site([{ events: [{ at: 1, tags: ['b'] }], next: '5_000003' }], { store: full });
    expect(await blocked.catchUp()).to.equal(undefined);
    expect((await store.state('feed'))?.offset).to.equal('5_000002');
    isFull = false;
    expect(await blocked.catchUp()).to.equal('5_000003');
  });

  it('dates marks by its own clock, for what a page heard too', async () => {
    const { now } = site([]).of.clock;
    // This clock is an hour ahead of the feed's.
    const date = new Date(now - 3_600_000).toUTCString();
    const seconds = Math.floor(now / 1000) - 3600 - 100;
    const first = site([{ events: [{ at: seconds, tags: ['a'] }], next: '5_000002', headers: { date } }], {
      offset: '5_000001',
    });
    await first.catchUp();
    await first.follower.receive(first.of.event, {
      from: '5_000002',
      events: [{ at: seconds + 50, tags: ['b'] }],
      next: '5_000003',
    });
    const late = first.marks.map(({ at: markedAt }) => Math.round((first.of.clock.now - markedAt) / 10_000));
    expect(late).to.deep.equal([10, 5]);
  });

  it('takes from a page what follows, ignores what it knows, and reads what is missing', async () => {
    const at = site([{ events: [{ at: 1, tags: ['read'] }], next: '5_000009' }], { offset: '5_000001' });
    await at.catchUp();
    const heard = (from: string, next: string, events: unknown = [{ at: 2, tags: [next] }]) =>
      at.follower.receive(at.of.event, { from, events, next });
    expect(await heard('5_000009', '5_000010')).to.deep.equal({ offset: '5_000010' });
    expect(await heard('5_000001', '5_000010')).to.deep.equal({ offset: '5_000010' });
    expect(namesOf(at)).to.deep.equal(['#read', '#5_000010']);
    const before = at.asked().length;
    await heard('5_000030', '5_000031');
    await heard('5_000010', '5_000011', 'no events');
    expect(at.asked().length).to.equal(before + 2);
  });
});

describe('rule 35: a worker that the feed turns off', () => {
  const isOff = async ({ of }: Site): Promise<boolean | undefined> =>
    (await of.store.state('settings'))?.disabled;

  it('hears of it when it begins, and when it begins again', async () => {
    const first = site([{ events: [{ at: 1, disabled: true }] }]);
    await first.catchUp();
    expect(await isOff(first)).to.equal(true);
    const again = site([{ status: 410 }, { events: [{ at: 1, disabled: true }] }], { offset: '5_000009' });
    await again.catchUp();
    expect(await isOff(again)).to.equal(true);
  });

  it('is on again where the log that turned it off is gone', async () => {
    const store = memoryStore();
    await store.setState('settings', { deployments: [], disabled: true });
    const at = site([{ status: 410 }, {}], { offset: '5_000009', store });
    await at.catchUp();
    expect(await isOff(at)).to.equal(false);
  });
});

describe('rule 32: a deployment that the feed names', () => {
  const second = (of: World): number => Math.floor(of.clock.now / 1000);
  const activeOf = async ({ of }: Site): Promise<string | undefined> =>
    (await of.store.state('settings'))?.deployment;

  for (const [what, secondsLater, isObeyed, clockWasAhead = 0] of [
    ['later than this browser’s own is activated', 5, true],
    ['earlier is not: a new worker came since', -60, false],
    ['after a clock that was a year ahead was set back', 5, true, 365 * 86_400_000],
  ] as const)
    it(`rule 32: said ${what}`, async () => {
      const store = memoryStore();
      const probe = site([{}], { store });
      const { now } = probe.of.clock;
      const own = {
        deployment: 'own',
        worker: 'd',
        deployments: ['own'],
        activatedAt: { own: now + clockWasAhead },
      };
      await store.setState('settings', own);
      const event = {
        at: second(probe.of) + 3600,
        deployment: 'other',
        since: second(probe.of) + secondsLater,
      };
      const at = site([{ events: [event], next: '5_000002' }], { offset: '5_000001', store });
      await at.catchUp();
      expect(await activeOf(at)).to.equal(isObeyed ? 'other' : 'own');
      expect(await pageAt(at.of)).to.equal(undefined);
    });
});
