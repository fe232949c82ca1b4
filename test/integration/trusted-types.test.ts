import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { configSource } from '../support/build-worker.js';
import type { Engine } from '../support/engine.js';
import { engines } from '../support/engines.js';
import { html } from '../support/html.js';
import { startOrigin, type Origin } from '../support/origin.js';

/** Registers the worker, and tells whether there is one and which errors the client told of. */
const REGISTER = `
  const { ready } = await import('/sw-isr.js');
  const isr = await ready;
  const errors = [];
  isr.addEventListener('error', ({ detail }) => errors.push(detail.message));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const isRegistered = isr.registration !== null;
  await isr.unregister();
  return { isRegistered, errors };`;

const REQUIRED = "require-trusted-types-for 'script'";
const DEFAULT_POLICY =
  "<script>trustedTypes.createPolicy('default', { createScriptURL: (url) => url })</script>";

for (const { name, launch } of engines) {
  describe(`under Trusted Types, in ${name}, the worker`, () => {
    let origin: Origin;
    let engine: Engine;
    before(async () => {
      origin = await startOrigin();
      await origin.serveWorker(configSource(`routes: [{ match: '/a/*', revalidate: 60 }]`));
      engine = await launch();
    });
    after(async () => {
      await engine.close();
      await origin.close();
    });
    async function register(policy: string, head = ''): Promise<{ isRegistered: boolean; errors: string[] }> {
      origin.page('/typed', {
        body: html('typed', { head }),
        headers: { 'Content-Security-Policy': policy },
      });
      await engine.goto(`${origin.url}/typed`);
      return engine.evaluate(REGISTER);
    }

    it('is registered, whether the site lists policies or not', async () => {
      for (const policy of [REQUIRED, `${REQUIRED}; trusted-types sw-isr`])
        assert.deepEqual(await register(policy), { isRegistered: true, errors: [] }, policy);
    });

    it('is registered by the default policy where the site allows no other', async () => {
      const outcome = await register(`${REQUIRED}; trusted-types default`, DEFAULT_POLICY);
      assert.deepEqual(outcome, { isRegistered: true, errors: [] });
    });

    it('is not registered where the site forbids the policy, and the error names the remedy', async () => {
      const { isRegistered, errors } = await register(`${REQUIRED}; trusted-types other`);
      assert.equal(isRegistered, false);
      assert.match(errors.join(), /Add sw-isr to the trusted-types directive/);
    });
  });
}
