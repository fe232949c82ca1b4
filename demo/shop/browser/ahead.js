// A slim bar in the sign in the corner, while the worker gets the best liked products ready.
import { element } from './toast.js';

let bar;

/** @param {{ done: number, total: number }} progress */
export function showAhead({ done, total }) {
  if (!bar) {
    // Of what is there already, nothing is shown.
    if (done === total) return;
    bar = element('div', { className: 'ahead', role: 'progressbar' });
    bar.setAttribute('aria-label', 'Favourites that are ready offline');
    document.querySelector('.isr summary').append(bar);
  }
  bar.textContent =
    done < total ? `${done} of ${total} favourites ready` : `${total} favourites ready, offline too`;
  bar.style.setProperty('--share', `${(100 * done) / total}%`);
  bar.setAttribute('aria-valuemax', total);
  bar.setAttribute('aria-valuenow', done);
  bar.toggleAttribute('data-done', done === total);
}
