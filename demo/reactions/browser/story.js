// Tells what just happened to this page, and swaps in what is newer. Nothing is told that was not heard.
import { setAge } from './age.js';
import { swapIn } from './counts.js';
import { log, logEvents } from './log.js';
import { stepsOf } from './steps.js';
import { readSwitch } from './switch.js';
import { clock } from './words.js';

const TAG = 'reactions';
/** How often the worker is asked what has become of a regeneration, which it tells by an event unless the server answers an error. */
const ASK_MS = 400;
/** The worker regenerates a page that is seen within a fifth of a second. */
const PATIENCE_MS = 3000;
/** The sentence of `explain()` on a page that a visit has regenerated. */
const REGENERATED = 'It is regenerated in the background.';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isHere = ({ url }) => new URL(url).pathname === location.pathname;

/** @type {import('./steps.js').Facts & { at: number }} */
let facts = { round: 'visit', at: performance.timeOrigin, served: null, isStored: false, outcome: null };
/** When a webhook said that the counts are out of date, until the page has been regenerated since. */
let outOfDateSince = null;

function tell(change) {
  facts = { ...facts, ...change };
  const items = [...document.querySelector('[data-story]').children];
  stepsOf(facts).forEach(({ tone, title, text }, at) => {
    const [strong, span] = items[at].children;
    items[at].dataset.tone = tone;
    if (strong.textContent !== title) strong.textContent = title;
    if (span.textContent !== text) span.textContent = text;
  });
  const what = facts.round === 'visit' ? 'You opened the page' : 'Somebody reacted';
  document.querySelector('[data-round]').textContent = `${what} · ${clock(facts.at)}`;
}

const isSettled = () => facts.outcome?.kind === 'updated' || facts.outcome?.kind === 'unchanged';

/** What was told of a visit stays, unless it was a failure. */
function settle(outcome) {
  if (!isSettled()) tell({ outcome });
}

/** What the server says that it answered to the last request for this page. */
async function failure() {
  try {
    const { last } = await readSwitch();
    const isEarlier = !last || Date.now() - last.secondsAgo * 1000 < facts.at;
    return { kind: 'failed', status: last?.status ?? null, isEarlier };
  } catch {
    return { kind: 'offline' };
  }
}

/** Asks the worker whether the regeneration behind this visit has failed, until something is known of it. */
async function followRegeneration(isr) {
  for (let asked = 1; facts.round === 'visit' && !facts.outcome; asked += 1) {
    const { why } = await isr.explain(location.href);
    const hasFailed = why.find((line) => /regenerations? failed/.test(line));
    const isTriedNow = why.includes(REGENERATED);
    // A failure of before: either the server is being asked again, or the next try was still to wait when the page came.
    const outcome = hasFailed && (!isTriedNow || asked > 2) ? await failure() : null;
    if (outcome && (!isTriedNow || outcome.isEarlier)) {
      log('explain', hasFailed, 'bad');
      settle(outcome);
    } else await pause(ASK_MS);
  }
}

/** Asks the worker until it has the page. */
async function followStoring(isr) {
  while (!facts.isStored && facts.round === 'visit') {
    const { state } = await isr.explain(location.href);
    if (state === 'fresh' || state === 'stale') tell({ isStored: true });
    else await pause(ASK_MS);
  }
}

/** The browser's own timing of this page. */
function timingOfPage() {
  const [entry] = performance.getEntriesByType('navigation');
  return {
    took: entry.responseStart - entry.startTime,
    arrivedAt: performance.timeOrigin + entry.responseStart,
    isOfWorker: entry.serverTiming?.some(({ name }) => name === 'isr') ?? false,
  };
}

async function beginVisit(isr, { state, age }) {
  const { took, arrivedAt } = timingOfPage();
  setAge(arrivedAt - age * 1000);
  tell({ served: { state, age, took } });
  if (!isr) tell({ outcome: { kind: 'no-worker' } });
  else if (state === 'stale') await followRegeneration(isr);
  else if (state === 'stale-if-error') settle(await failure());
  else if (state === 'none' || state === 'miss') await followStoring(isr);
  else tell({ isStored: true });
}

/** Resolves while somebody looks at the page; tells whether it had to wait for that. */
async function seen() {
  const wasHidden = document.hidden;
  while (document.hidden)
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  return wasHidden;
}

/**
 * The worker regenerates a page that is seen when a webhook arrives. One that was hidden then is read again when it is
 * seen, as a visit does.
 */
async function followWebhook() {
  const since = (outOfDateSince ??= Date.now());
  const wasHidden = await seen();
  if (!wasHidden) await pause(PATIENCE_MS);
  if (outOfDateSince === since) await showNewer();
}

/** @param {{ generatedAt: number }} [detail] of a regeneration; the page is read unasked without one */
async function showNewer(detail) {
  const changes = await swapIn();
  if (detail) setAge(detail.generatedAt);
  const outcome = { kind: 'updated', changes };
  const isAwaited = facts.served?.state === 'stale' && !isSettled();
  if (changes.length > 0 && outOfDateSince !== null && !isAwaited)
    tell({ round: 'webhook', at: outOfDateSince, outcome });
  else if (detail) settle(outcome);
  if (detail) noteRegenerated(detail);
}

function noteRegenerated({ generatedAt }) {
  if (outOfDateSince !== null && generatedAt >= outOfDateSince) outOfDateSince = null;
}

export async function tellStory(client) {
  const isr = await client;
  const quietly = (work) => work.catch((error) => log('error', String(error?.message ?? error), 'bad'));
  if (!isr) return quietly(beginVisit(null, { state: 'none', age: 0 }));
  logEvents(isr);
  isr.addEventListener('served', ({ detail }) => {
    // The first is of this page. Those after it are of what the page reads.
    if (!facts.served && isHere(detail)) void quietly(beginVisit(isr, detail));
  });
  isr.addEventListener('invalidated', ({ detail }) => {
    if (detail.tags.includes(TAG)) void quietly(followWebhook());
  });
  isr.addEventListener('updated', ({ detail }) => {
    if (isHere(detail)) void quietly(showNewer(detail));
  });
  isr.addEventListener('unchanged', ({ detail }) => {
    if (!isHere(detail)) return;
    setAge(detail.generatedAt);
    settle({ kind: 'unchanged' });
    noteRegenerated(detail);
  });
  isr.addEventListener('offline', ({ detail }) => {
    if (isHere(detail)) settle({ kind: 'offline' });
  });
  // The worker did not answer this page, so nothing will be said of it.
  if (!timingOfPage().isOfWorker) await quietly(beginVisit(isr, { state: 'none', age: 0 }));
}
