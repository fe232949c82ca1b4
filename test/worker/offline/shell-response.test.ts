/** The loading shell's stream. */
import { expect } from 'chai';
import { shellResponse } from '../../../src/worker/offline/shell-response.js';
import { html, request, target, world } from '../fake-context.js';

describe('rule 11: a loading shell', () => {
  it('ends whatever becomes of its page, so that it comes back by itself', async () => {
    const of = world(() => html('a page'), { route: { fallback: true } });
    const asked = Promise.reject(new TypeError('unforeseen'));
    asked.catch(() => undefined);
    const event = { request: request('/page'), ...of.event } as unknown as FetchEvent;
    const response = await shellResponse(of.context, event, await target(of), asked);
    expect(await response.text()).to.include('http-equiv="refresh" content="10"');
    await of.settled();
  });
});
