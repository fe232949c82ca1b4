import { expect } from 'chai';
import {
  changedCookies,
  cookieHashes,
  FIRST,
  judged,
  raised,
  standingOf,
  survivedBy,
  UNVERIFIED,
  type Generations,
} from '../../../src/core/cache/generation.js';

describe('generations (rule 36)', () => {
  /** The standing of a page that has survived the path's writes. */
  const page = (generation: number, generations: Generations) =>
    standingOf({ generation, survived: ['/graphql'] }, generations);

  it('a page is shown in its own generation, and again in a later one', () => {
    expect(page(0, FIRST)).to.equal('verified');
    expect(page(0, raised(FIRST))).to.equal('check-first');
    expect(page(1, raised(FIRST))).to.equal('verified');
  });

  it('a page of a later generation than the current one is shown again: the settings were lost', () => {
    const before = raised(FIRST, '/a', 1_000);
    expect(page(before.current, FIRST)).to.equal('check-first');
    expect(page(before.current, raised(FIRST, '/a', 2_000))).to.equal('check-first');
  });

  it('a page that was never compared, or was stored before there were generations, is not shown', () => {
    expect(standingOf({ generation: UNVERIFIED }, FIRST)).to.equal('unverified');
    expect(standingOf({}, raised(FIRST))).to.equal('unverified');
  });

  /** Writes to a path, and shows a page of the generation before it again. */
  const write = (given: Generations, same: boolean): Generations => {
    const next = raised(given, '/graphql');
    return judged(next, { from: given.current, to: next.current, same });
  };

  it('a cause that changed no page three times running is suspected less', () => {
    let now = FIRST;
    for (let count = 0; count < 3; count++) {
      now = write(now, true);
      expect(page(now.current - 1, now)).to.equal(count < 2 ? 'check-first' : 'check-behind');
    }
    expect(page(0, now), 'a page that was never compared since').to.equal('check-first');
    now = raised(now, '/graphql');
    expect(page(now.current - 1, now)).to.equal('check-behind');
    // Another cause in between is suspected all the same.
    now = raised(now, '/login');
    expect(page(now.current - 2, now)).to.equal('check-first');
  });

  it('a page that survived none of its writes is compared first, whenever it was stored', () => {
    let now = FIRST;
    for (let count = 0; count < 4; count++) now = write(now, true);
    const stored = { generation: now.current };
    now = raised(now, '/graphql');
    expect(standingOf(stored, now)).to.equal('check-first');
    expect(standingOf({ ...stored, survived: ['/other'] }, now)).to.equal('check-first');
    const survived = survivedBy(stored, now, { from: stored.generation, to: now.current, same: true });
    expect(survived).to.deep.equal(['/graphql']);
    const next = raised(now, '/graphql');
    expect(standingOf({ generation: now.current, survived }, next)).to.equal('check-behind');
    expect(survivedBy({ survived }, raised(FIRST, '/a'), { from: 0, to: 0, same: true })).to.deep.equal([]);
  });

  it('a write after the request can’t have changed the answer', () => {
    const now = raised(FIRST, '/graphql');
    const comparison = { from: 0, to: 0, same: true };
    expect(judged(now, comparison)).to.equal(now);
    expect(survivedBy({}, now, comparison)).to.deep.equal([]);
  });

  it('one write counts once, however many pages it left as they were', () => {
    let now = raised(FIRST, '/graphql');
    for (let count = 0; count < 5; count++) now = judged(now, { from: 0, to: now.current, same: true });
    expect(now.causes['/graphql']).to.include({ quiet: 1 });
  });

  it('a cause that changed a page is suspected again, also after a page that it left as it was', () => {
    let now = FIRST;
    for (let count = 0; count < 4; count++) now = write(now, true);
    now = judged(now, { from: now.current - 1, to: now.current, same: false });
    expect(now.causes['/graphql']).to.include({ quiet: 0 });
    for (let count = 0, later = now; count < 3; count++) {
      later = write(later, true);
      expect(page(now.current - 1, later), 'older than the change').to.equal('check-first');
    }
    const next = raised(now, '/graphql');
    expect(page(now.current, next)).to.equal('check-first');
  });

  it('a certain cause has no name, and is never suspected less', () => {
    let now = FIRST;
    for (let count = 0; count < 5; count++) {
      const next = raised(now);
      now = judged(next, { from: now.current, to: next.current, same: true });
    }
    expect(page(now.current - 1, now)).to.equal('check-first');
  });

  it('a cause before a certain one is not credited: a logout undoes what a basket changed', () => {
    let now = FIRST;
    for (let count = 0; count < 5; count++) {
      const next = raised(raised(now, '/basket/add'));
      const comparison = { from: now.current, to: next.current, same: true };
      now = judged(next, comparison);
      expect(now.causes['/basket/add']).to.include({ quiet: 0 });
      expect(survivedBy({}, next, comparison)).to.deep.equal([]);
    }
    // After the logout it is credited as before.
    const next = raised(now, '/basket/add');
    const comparison = { from: now.current, to: next.current, same: true };
    expect(judged(next, comparison).causes['/basket/add']).to.include({ quiet: 1 });
    expect(survivedBy({}, next, comparison)).to.deep.equal(['/basket/add']);
  });

  it('a write that was sent before a certain change is not credited when it raises the generation again', () => {
    const sent = raised(FIRST, '/basket/add');
    const sentIn = sent.current;
    const out = raised(sent);
    const late = raised(out, '/basket/add', 0, sentIn);
    const comparison = { from: out.current, to: late.current, same: true };
    expect(judged(late, comparison)).to.equal(late);
    expect(survivedBy({}, late, comparison)).to.deep.equal([]);
    // Without a certain change meanwhile it is credited.
    const again = raised(sent, '/basket/add', 0, sentIn);
    const next = { from: sent.current, to: again.current, same: true };
    expect(judged(again, next).causes['/basket/add']).to.include({ quiet: 1 });
    expect(survivedBy({}, again, next)).to.deep.equal(['/basket/add']);
  });

  it('a judgement that changes nothing is the same object', () => {
    const now = raised(FIRST, '/a');
    const same = { from: 0, to: 1, same: true };
    expect(judged(now, { ...same, from: 1 })).to.equal(now);
    const once = judged(now, same);
    expect(once).not.to.equal(now);
    expect(judged(once, same)).to.equal(once);
    const changed = judged(once, { ...same, same: false });
    expect(changed).not.to.equal(once);
    expect(judged(changed, { ...same, same: false })).to.equal(changed);
  });

  it('remembers a limited number of causes, the latest of them', () => {
    let now = FIRST;
    for (let count = 0; count < 200; count++) now = raised(now, `/${count}`);
    expect(Object.keys(now.causes)).to.have.length(50).and.to.include('/199');
  });
});

describe('cookies that scripts can read (rule 36)', () => {
  it('tell by name which came, went or changed', () => {
    const before = cookieHashes([
      { name: 'lang', value: 'de' },
      { name: 'theme', value: 'dark' },
    ]);
    const after = cookieHashes([
      { name: 'lang', value: 'en' },
      { name: 'consent', value: '1' },
    ]);
    expect(changedCookies(before, after)).to.have.members(['lang', 'theme', 'consent']);
    expect(changedCookies(after, after)).to.deep.equal([]);
  });

  it('of analytics say nothing', () => {
    const names = [
      '_ga',
      '_ga_AB12',
      '_gid',
      '_gcl_au',
      '_fbp',
      '_pk_id.1',
      '_hjSession',
      '__utma',
      '_clck',
      '_uetsid',
    ];
    expect(cookieHashes(names.map((name) => ({ name, value: '1' })))).to.deep.equal({});
  });

  it('keep no value', () => {
    expect(JSON.stringify(cookieHashes([{ name: 'token', value: 'secret' }]))).not.to.include('secret');
  });
});
