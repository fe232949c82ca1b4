// The counts on the page, and the page as the store has it now.
import { log } from './log.js';

const tiles = (page) => [...page.querySelectorAll('.counts [data-content]')];

/** Reads this page from the store, as it was just regenerated. */
async function readPage() {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  const [status, age] = ['Cache-Status', 'Age'].map((name) => answer.headers.get(name));
  log('read', `Cache-Status: ${status ?? 'none'} · Age: ${age ?? 'none'}`);
  if (!answer.ok) throw new Error(`Failed to read "${location.pathname}": the answer is ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** What was there stays there: only texts change, so that nothing moves and no focus is lost. */
export async function swapIn() {
  const page = await readPage();
  document.querySelector('[data-title]').textContent = page.querySelector('[data-title]').textContent;
  const changes = [];
  for (const fresh of tiles(page)) {
    const tile = document.querySelector(`.counts [data-content="${fresh.dataset.content}"]`);
    const [old, now] = [tile, fresh].map((one) => one.querySelector('[data-count]'));
    if (old.textContent === now.textContent) continue;
    changes.push({
      name: tile.querySelector('[data-name]').textContent,
      from: Number(old.textContent),
      to: Number(now.textContent),
    });
    old.textContent = now.textContent;
    flash(tile);
  }
  return changes;
}

/** Draws the eye to what has changed. Opacity alone is animated: nothing is painted anew. @param {Element} element */
export function flash(element) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate([{ opacity: 1 }, { opacity: 0 }], {
    ...{ duration: 1600, easing: 'ease-out', pseudoElement: '::after' },
  });
}
