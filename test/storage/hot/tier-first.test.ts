/** Who answers: the hot tier, which is asked first, or the database. */
import { expect } from 'chai';
import { createTierFirst } from '../../../src/storage/hot/tier-first.js';

const after = <T>(ms: number, answer: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(answer), ms));
const never = new Promise<never>(() => undefined);
const unused = (): Promise<string> => expect.fail('the database was asked');

describe('the hot tier first', () => {
  it('answers alone while it is quick', async () => {
    expect(await createTierFirst().ask(async () => 'tier', unused)).to.equal('tier');
  });

  it('leaves to the database what it does not know', async () => {
    const { ask } = createTierFirst();
    expect(
      await ask(
        async () => undefined,
        async () => 'database',
      ),
    ).to.equal('database');
  });

  it('still answers when it is late, before a database that is later, as on a slow device', async () => {
    const { ask } = createTierFirst();
    expect(
      await ask(
        () => after(250, 'tier'),
        () => never,
      ),
    ).to.equal('tier');
  });

  it('is not missed where it fails', async () => {
    const { ask } = createTierFirst();
    expect(
      await ask(
        () => Promise.reject(new Error('broken')),
        async () => 'database',
      ),
    ).to.equal('database');
  });

  it('is not believed when it is late, and was left meanwhile', async () => {
    const { ask, leave } = createTierFirst();
    const answer = ask(
      () => after(150, 'tier'),
      () => after(250, 'database'),
    );
    await after(120, undefined);
    leave();
    expect(await answer).to.equal('database');
  });

  it('is not waited for where it hangs', async () => {
    const { ask } = createTierFirst();
    expect(
      await ask(
        () => never,
        async () => 'database',
      ),
    ).to.equal('database');
  });

  it('is not waited for where it is late and then knows nothing', async () => {
    const { ask } = createTierFirst();
    expect(
      await ask(
        () => after(150, undefined),
        () => after(200, 'database'),
      ),
    ).to.equal('database');
  });

  it('is not believed when it was left meanwhile: the database is open, and others write', async () => {
    const { ask, leave, isAsked } = createTierFirst();
    const answer = ask(
      () => after(20, 'tier'),
      async () => 'database',
    );
    expect(leave()).to.equal(false);
    expect(await answer).to.equal('database');
    expect(isAsked()).to.equal(false);
    expect(
      await ask(
        async () => 'tier',
        async () => 'database',
      ),
    ).to.equal('database');
  });

  it('says whether it has answered before it was left', async () => {
    const { ask, leave } = createTierFirst();
    await ask(async () => 'tier', unused);
    expect(leave()).to.equal(true);
    expect(leave()).to.equal(false);
  });
});
