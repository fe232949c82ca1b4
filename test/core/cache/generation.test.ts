import { expect } from 'chai';
import {
  changedCookies,
  cookieHashes,
  FIRST,
  isUnjudged,
  judged,
  raised,
  standingOf,
  UNVERIFIED,
  type Generations,
} from '../../../src/core/cache/generation.js';

describe('generations (rule 36)', () => {
  it('a page is shown in its own generation, and again in a later one', () => {
    expect(standingOf(0, FIRST)).to.equal('verified');
    expect(standingOf(0, raised(FIRST))).to.equal('check-first');
    expect(standingOf(1, raised(FIRST))).to.equal('verified');
  });

  it('a page of a later generation than the current one is shown again: the settings were lost', () => {
    const before = raised(FIRST, '/a', 1_000);
    expect(standingOf(before.current, FIRST)).to.equal('check-first');
    expect(standingOf(before.current, raised(FIRST, '/a', 2_000))).to.equal('check-first');
  });

  it('a page that was never compared, or was stored before there were generations, is not shown', () => {
    expect(standingOf(UNVERIFIED, FIRST)).to.equal('unverified');
    expect(standingOf(undefined, raised(FIRST))).to.equal('unverified');
  });

  /** Writes to a path, and shows a page of the generation before it again. */
  const write = (given: Generations, same: boolean): Generations =>
    judged(raised(given, '/graphql'), given.current, same);

  it('a cause that changed no page three times running is suspected less', () => {
    let now = FIRST;
    for (let count = 0; count < 3; count++) {
      now = write(now, true);
      expect(standingOf(now.current - 1, now)).to.equal(count < 2 ? 'check-first' : 'check-behind');
    }
    expect(standingOf(0, now), 'a page that was never compared since').to.equal('check-first');
    now = raised(now, '/graphql');
    expect(standingOf(now.current - 1, now)).to.equal('check-behind');
    // Another cause in between is suspected all the same.
    now = raised(now, '/login');
    expect(standingOf(now.current - 2, now)).to.equal('check-first');
  });

  it('one write counts once, however many pages it left as they were', () => {
    let now = raised(FIRST, '/graphql');
    for (let count = 0; count < 5; count++) now = judged(now, 0, true);
    expect(now.causes['/graphql']).to.include({ quiet: 1 });
  });

  it('a cause that changed a page is suspected again, also after a page that it left as it was', () => {
    let now = FIRST;
    for (let count = 0; count < 4; count++) now = write(now, true);
    now = judged(now, now.current - 1, false);
    expect(now.causes['/graphql']).to.include({ quiet: 0 });
    for (let count = 0, later = now; count < 3; count++) {
      later = write(later, true);
      expect(standingOf(now.current - 1, later), 'older than the change').to.equal('check-first');
    }
    const next = raised(now, '/graphql');
    expect(standingOf(now.current, next)).to.equal('check-first');
  });

  it('a certain cause has no name, and is never suspected less', () => {
    let now = FIRST;
    for (let count = 0; count < 5; count++) now = judged(raised(now), now.current, true);
    expect(standingOf(now.current - 1, now)).to.equal('check-first');
  });

  it('says whether a judgement would change anything', () => {
    const now = raised(FIRST, '/a');
    expect(isUnjudged(now, 0, true)).to.equal(true);
    expect(isUnjudged(now, 1, true)).to.equal(false);
    expect(isUnjudged(judged(now, 0, true), 0, true)).to.equal(false);
    expect(isUnjudged(judged(now, 0, true), 0, false)).to.equal(true);
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
