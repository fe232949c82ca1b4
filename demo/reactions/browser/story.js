// Tells what just happened to this page, step by step: by Server-Timing, and by the events of the worker's client.
const list = () => document.querySelector('[data-story]');

/** @param {string} tone @param {string} text */
function step(tone, text) {
  document.querySelector('[data-no-story]').hidden = true;
  const item = document.createElement('li');
  item.className = tone;
  item.textContent = text;
  list().append(item);
}

const seconds = (ms) => `${Math.max(0, Math.round(ms / 1000))} s`;
const generatedAt = () => Date.parse(document.querySelector('[data-rendered]').dateTime);

async function loadClient() {
  try {
    const { ready } = await import('/sw-isr.js');
    return await ready;
  } catch {
    return null; // not built: a site without a worker is still a site
  }
}

const FROM_STORE = ['fresh', 'stale', 'stale-if-error', 'offline'];

/** The first step: where the page came from. @returns {string} the worker's word */
function sayWhereFrom() {
  const [entry] = performance.getEntriesByType('navigation');
  const state = entry?.serverTiming?.find(({ name }) => name === 'isr')?.description ?? 'none';
  const took = `${Math.max(1, Math.round(entry.responseStart - entry.startTime))} ms`;
  const age = seconds(performance.timeOrigin + entry.responseStart - generatedAt());
  if (FROM_STORE.includes(state))
    step('good', `Served from this browser in ${took}. It was generated ${age} ago.`);
  else step('plain', `The server was asked, and answered in ${took}. The page is kept now.`);
  if (state === 'stale')
    step('plain', 'It is older than one second, so it is being generated anew behind your back.');
  if (state === 'stale-if-error') step('bad', 'The server fails, so the old counts stay.');
  return state;
}

/** Swaps in the newer counts, from the store: the server is not asked. */
async function swapIn() {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [old, fresh] = [document, page].map((one) => one.querySelector('[data-counts]'));
  if (!fresh) return [];
  const changed = [...fresh.querySelectorAll('[data-content]')].filter((item) => {
    const before = old.querySelector(`[data-content="${item.dataset.content}"]`);
    return before.textContent !== item.textContent;
  });
  for (const item of changed) item.classList.add('changed');
  old.replaceWith(fresh);
  return changed.map((item) => item.querySelector('.emoji').textContent);
}

/** What the worker says of a regeneration that neither changed the page nor confirmed it. */
async function sayFailure(isr) {
  const { why } = await isr.explain(location.href);
  const words = why.find((line) => /regenerations? failed/.test(line));
  if (words) step('bad', `The API fails, and the old counts stay. The worker says: “${words}”`);
}

export async function tellStory() {
  const state = sayWhereFrom();
  const isr = await loadClient();
  if (!isr) return;
  const isHere = ({ url }) => new URL(url).pathname === location.pathname;
  let isSettled = false;
  isr.addEventListener('invalidated', ({ detail }) => {
    if (!detail.tags.includes('reactions')) return;
    isSettled = false;
    step('plain', 'A webhook said that somebody reacted: the feed passed it on to this page.');
    later();
  });
  isr.addEventListener('updated', async ({ detail }) => {
    if (!isHere(detail)) return;
    isSettled = true;
    const changed = await swapIn();
    step(
      'good',
      changed.length
        ? `The new counts were swapped in: ${changed.join(' ')}`
        : 'It was generated anew: the counts are the same.',
    );
  });
  isr.addEventListener('unchanged', ({ detail }) => {
    if (!isHere(detail)) return;
    isSettled = true;
    step('good', 'The server says that nothing has changed.');
  });
  isr.addEventListener('offline', ({ detail }) => {
    if (!isHere(detail)) return;
    isSettled = true;
    step('bad', 'The server cannot be reached: the old counts stay.');
  });
  const later = () => setTimeout(() => !isSettled && sayFailure(isr).catch(() => undefined), 2500);
  if (state === 'stale') later();
}
