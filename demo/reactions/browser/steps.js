// What just happened, in three steps. They follow from facts alone: events of the worker's client, the browser's timing of
// the page, and what the server says that it answered.
import { age, duration } from './words.js';

/**
 * @typedef {object} Facts
 * @property {'visit' | 'webhook'} round what began it
 * @property {{ state: string, age: number, took: number } | null} served the event `served`: the worker's word, the page's age in
 *   seconds, and the milliseconds until it came. State `none`: no worker answered
 * @property {boolean} isStored whether the worker has the page now
 * @property {Outcome | null} outcome of the regeneration
 *
 * @typedef {{ kind: 'updated', changes: { name: string, from: number, to: number }[] }
 *   | { kind: 'unchanged' } | { kind: 'offline' } | { kind: 'no-worker' }
 *   | { kind: 'failed', status: number | null, isEarlier: boolean }} Outcome
 *
 * @typedef {{ tone: 'waiting' | 'plain' | 'good' | 'bad', title: string, text: string }} Step
 */

const step = (tone, title, text) => ({ tone, title, text });

const WAITING = step('waiting', 'Waiting', 'Nothing was heard yet.');

/** States in which the worker answered from its store. */
const AT_ONCE = ['fresh', 'stale', 'history'];

function servedStep({ round, served }) {
  if (round === 'webhook')
    return step(
      'good',
      'A webhook arrived',
      'Somebody reacted: the API signed it, and the feed told this page.',
    );
  if (!served) return WAITING;
  const { state } = served;
  const [took, old] = [duration(served.took), age(served.age)];
  if (AT_ONCE.includes(state))
    return step(
      'good',
      'Served from the store',
      `In ${took}, without asking the server. The page was ${old} old.`,
    );
  if (state === 'stale-if-error')
    return step(
      'bad',
      'Served from the store',
      `The server was asked first, and failed. The page was ${old} old.`,
    );
  if (state === 'offline')
    return step('good', 'Served from the store', `In ${took}, without a network. The page was ${old} old.`);
  if (state === 'revalidated')
    return step(
      'plain',
      'The server was asked first',
      `It took ${took}. After a reaction no older page is shown.`,
    );
  const why = state === 'none' ? 'No worker was here yet.' : 'The page was not in the store.';
  return step('plain', 'Rendered by the server', `It took ${took}. ${why}`);
}

function checkedStep({ round, served, isStored, outcome }) {
  const anew = 'So the server generates it anew, in the background.';
  if (round === 'webhook') return step('plain', 'The page is out of date', anew);
  if (!served) return WAITING;
  const { state } = served;
  if (state === 'stale' && outcome?.kind === 'failed' && outcome.isEarlier)
    return step(
      'plain',
      'Found older than 1 s',
      'The last try has just failed: the next one waits some seconds.',
    );
  if (state === 'stale') return step('plain', 'Found older than 1 s', anew);
  if (state === 'fresh') return step('good', 'Found younger than 1 s', 'So nobody has to ask the server.');
  if (state === 'history') return step('plain', 'Shown as it was', 'Back and forward ask nobody.');
  if (state === 'offline' || state === 'stale-if-error')
    return step('plain', 'Found older than 1 s', 'Nobody can generate it anew now.');
  if (outcome?.kind === 'no-worker')
    return step('plain', 'Not stored', 'This browser runs no service worker here.');
  if (!isStored) return step('waiting', 'Being stored', 'The worker is keeping the page for the next visit.');
  return step('good', 'Stored in this browser', 'The next visit does not wait for the server.');
}

/** @param {{ name: string, from: number, to: number }[]} changes */
function changesInWords(changes) {
  const named = changes.slice(0, 3).map(({ name, from, to }) => `${name}\u00a0${from}\u00a0→\u00a0${to}`);
  return `${named.join(', ')}${changes.length > 3 ? ` and ${changes.length - 3} more` : ''}.`;
}

function failedStep({ status, isEarlier }) {
  const answered =
    status !== null && status >= 400
      ? `The API fails, so the server answered ${status}.`
      : 'The server failed.';
  return step(
    'bad',
    'The old counts stay',
    `${answered} ${isEarlier ? 'It is asked again soon.' : 'It is asked again at a later visit.'}`,
  );
}

function swappedStep({ round, served, outcome, isStored }) {
  if (outcome?.kind === 'updated')
    return outcome.changes.length > 0
      ? step('good', 'Swapped in', `On the open page: ${changesInWords(outcome.changes)}`)
      : step('good', 'Swapped in', 'The page is new, and the counts are the same.');
  if (outcome?.kind === 'unchanged')
    return step('good', 'Nothing to swap in', 'The server confirmed the page: no count has changed.');
  if (outcome?.kind === 'failed') return failedStep(outcome);
  if (outcome?.kind === 'offline') return step('bad', 'The old counts stay', 'The server cannot be reached.');
  if (outcome?.kind === 'no-worker')
    return step('plain', 'Nothing to swap in', 'Each visit asks the server.');
  if (round === 'webhook' || served?.state === 'stale')
    return step('waiting', 'Waiting for the server', 'The old counts stay until it has answered.');
  if (!served) return WAITING;
  const isReady = AT_ONCE.includes(served.state) || isStored;
  return step(
    isReady ? 'plain' : 'waiting',
    'Nothing to swap in',
    'Open it again when it is older than one second.',
  );
}

/** @param {Facts} facts @returns {Step[]} three */
export const stepsOf = (facts) => [servedStep(facts), checkedStep(facts), swappedStep(facts)];
