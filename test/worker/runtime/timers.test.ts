import { expect } from 'chai';
import { fetchInTime } from '../../../src/worker/origin/fetch-origin.js';
import { html, request, world } from '../fake-context.js';
import { holdLongTimers } from '../long-timers.js';

/** The answer to a request where the origin takes so many seconds; undefined where it is given up before. */
async function answerAfter(seconds: number): Promise<string | undefined> {
  const timers = holdLongTimers();
  try {
    const of = world(async () => {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, seconds * 1000);
      });
      return html('done');
    });
    const answer = fetchInTime(of.context, request('/import'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    timers.elapse(seconds * 1000);
    return await (await answer)?.text();
  } finally {
    timers.restore();
  }
}

describe('how long an answer may take', () => {
  it('is as long as the browser lets a worker take', async () => {
    const isChromium = navigator.userAgent.includes('Chrome/');
    expect(await answerAfter(54)).to.equal('done');
    expect(await answerAfter(62)).to.equal(isChromium ? 'done' : undefined);
    expect(await answerAfter(289)).to.equal(isChromium ? 'done' : undefined);
    expect(await answerAfter(300)).to.equal(undefined);
  });
});
