import { expect } from 'chai';
import { claimAnswer, holdAnswer, heldAnswers } from '../../../src/worker/offline/shell-response.js';
import type { VisitorFetch } from '../../../src/worker/regeneration/visitor-request.js';
import type { OriginAnswer } from '../../../src/worker/origin/fetch-origin.js';
import { raiseGeneration } from '../../../src/worker/visitor/generations.js';
import { html, target, world } from '../fake-context.js';
import { holdLongTimers } from '../long-timers.js';

const URL_OF_PAGE = `${location.origin}/page`;

const answered = (text: string, url = URL_OF_PAGE): VisitorFetch => {
  const asked: OriginAnswer = {
    verdict: { kind: 'unstored', reason: '418', purge: false },
    response: html(text, {}, 418),
    requestedAt: 0,
    fence: 0,
    clearGeneration: 0,
  };
  return { url, answer: Promise.resolve(asked), settled: Promise.resolve({ kind: 'unstored' }) };
};
const textOf = async (visitorFetch: VisitorFetch | undefined): Promise<string | undefined> =>
  (await visitorFetch?.answer)?.response?.text();

describe('rule 11: what a shell was promised', () => {
  it('rule 11: the visitor’s visitorFetch answer is handed over once, though it may not be stored', async () => {
    const { context, ...of } = world(() => html('page'));
    const to = await target({ context, ...of });
    holdAnswer(context, to, answered('not to be stored'));
    expect(await textOf(claimAnswer(context, to))).to.equal('not to be stored');
    expect(claimAnswer(context, to)).to.equal(undefined);
  });

  it('rule 11: each of two shells gets the answer to its visitorFetch request', async () => {
    const { context, ...of } = world(() => html('page'));
    const to = await target({ context, ...of });
    holdAnswer(context, to, answered('one'));
    holdAnswer(context, to, answered('two'));
    expect(await textOf(claimAnswer(context, to))).to.equal('one');
    expect(await textOf(claimAnswer(context, to))).to.equal('two');
    expect(claimAnswer(context, to)).to.equal(undefined);
  });

  it('rule 11: an answer to another URL of the same page stays where it is', async () => {
    const { context, ...of } = world(() => html('page'));
    const to = await target({ context, ...of });
    holdAnswer(context, to, answered('another', `${URL_OF_PAGE}?utm_source=mail`));
    expect(claimAnswer(context, to)).to.equal(undefined);
    expect(heldAnswers(context).size).to.equal(1);
  });

  it('rule 36: an answer to the visitor of before is for nobody', async () => {
    const { context, ...of } = world(() => html('page'));
    const to = await target({ context, ...of });
    holdAnswer(context, to, answered('of Ada'));
    await raiseGeneration(context);
    expect(claimAnswer(context, to)).to.equal(undefined);
  });

  it('rule 11: nothing is handed over where no shell was shown', async () => {
    const { context, ...of } = world(() => html('page'));
    expect(claimAnswer(context, await target({ context, ...of }))).to.equal(undefined);
  });

  it('rule 11: an answer is forgotten after 30 s, when nobody came for it', async () => {
    const timers = holdLongTimers();
    try {
      const { context, ...of } = world(() => html('page'));
      const to = await target({ context, ...of });
      holdAnswer(context, to, answered('late'));
      await timers.held(30_000);
      timers.elapse(29_999);
      expect(heldAnswers(context).size).to.equal(1);
      timers.elapse(1);
      await new Promise((resolve) => setTimeout(resolve));
      expect(heldAnswers(context).size).to.equal(0);
    } finally {
      timers.restore();
    }
  });
});
