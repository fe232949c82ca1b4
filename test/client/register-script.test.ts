import { expect } from 'chai';
import { IsrError } from '../../src/shared/errors.js';
import { registerScript } from '../../src/client/register-script.js';
import { FakeContainer, FakePage } from './fake-page.js';

type Rules = { createScriptURL(url: string): string };

/** Trusted Types of a page that allows the named policies, each once. */
function trustedTypes(...names: string[]) {
  const made: Rules[] = [];
  return {
    made,
    createPolicy(name: string, rules: Rules): Rules {
      if (!names.includes(name) || made.length) throw new TypeError(`Policy "${name}" disallowed.`);
      made.push(rules);
      return { createScriptURL: (url) => `trusted ${rules.createScriptURL(url)}` };
    },
  };
}

function open(types?: ReturnType<typeof trustedTypes>) {
  const container = new FakeContainer();
  const page: FakePage = Object.assign(new FakePage(container), { trustedTypes: types });
  const register = (url: string) =>
    registerScript(page, container as unknown as ServiceWorkerContainer, url, {});
  const registered = (): string[] => container.registered.map(({ url }) => url);
  return { container, register, registered };
}

describe('the URL of the worker', () => {
  it('is text in a browser without Trusted Types', async () => {
    const { register, registered } = open();
    await register('/sw.js');
    expect(registered()).to.deep.equal(['/sw.js']);
  });

  it('is trusted by one policy of the page, for each registration', async () => {
    const { register, registered } = open(trustedTypes('sw-isr'));
    await register('/sw.js');
    await register('/other.js');
    expect(registered()).to.deep.equal(['trusted /sw.js', 'trusted /other.js']);
  });

  it('is the only one that the policy accepts', async () => {
    const types = trustedTypes('sw-isr');
    await open(types).register('/sw.js');
    expect(['/sw.js', '/evil.js'].map((url) => types.made[0]?.createScriptURL(url))).to.deep.equal([
      '/sw.js',
      '',
    ]);
  });

  it('is text where the site forbids the policy: its default policy may accept that', async () => {
    const { register, registered } = open(trustedTypes('default'));
    await register('/sw.js');
    expect(registered()).to.deep.equal(['/sw.js']);
  });

  it('is refused with the remedy where the site forbids the policy and the text', async () => {
    const { container, register } = open(trustedTypes('other'));
    container.failure = new TypeError('a TrustedScriptURL is required');
    const failure = await register('/sw.js').catch((cause: unknown) => cause);
    expect(failure).to.be.instanceOf(IsrError);
    expect(String(failure))
      .to.contain('Failed to register "/sw.js": TypeError: a TrustedScriptURL is required. Add sw-isr')
      .and.contain('trusted-types');
  });

  it("is refused with the browser's own error where the policy was accepted", async () => {
    const { container, register } = open(trustedTypes('sw-isr'));
    container.failure = new TypeError('404');
    expect(await register('/sw.js').catch((cause: unknown) => cause)).to.equal(container.failure);
  });
});
