// The sign in the corner: where this page came from, as the worker says in Server-Timing.
import { element } from './toast.js';

const STATES = {
  fresh: ['good', 'Fresh', 'It came from this browser. The shop was not asked.'],
  stale: ['old', 'Stale', 'It came from this browser, at once; a newer one is being fetched behind it.'],
  miss: ['good', 'Miss', 'It was not in this browser yet. The shop was asked, and the page is kept now.'],
  shell: [
    'good',
    'Shell',
    'Its outline was shown at once, and the page followed when the shop had answered.',
  ],
  offline: ['off', 'Offline', 'The shop cannot be reached. This page came from this browser.'],
  'stale-if-error': ['off', 'Kept', 'The shop is in trouble. This is the last good page.'],
  expired: ['old', 'Expired', 'The page was too old, so the shop was asked first.'],
  revalidated: ['good', 'Checked', 'The shop was asked first whether it is still right, and answered.'],
  method: ['plain', 'Sent', 'It is the answer to what you sent, and came from the shop.'],
  'no-user': ['plain', 'Network', 'It is yours alone, and nobody is known yet: it came from the shop.'],
  bypass: ['plain', 'Network', 'This page is never kept: it came from the shop.'],
  pass: ['plain', 'Network', 'This page is never kept: it came from the shop.'],
  none: ['plain', 'Network', 'No worker was there yet: it came from the shop, as on any other site.'],
};

let chip;

export function showChip() {
  const timing = performance.getEntriesByType('navigation')[0];
  const said = timing?.serverTiming?.find(({ name }) => name === 'isr')?.description;
  const took = timing ? `${Math.max(1, Math.round(timing.responseStart - timing.startTime))} ms` : '';
  const controlled = Boolean(navigator.serviceWorker?.controller);
  const [tone, name, text] = STATES[said ?? (controlled ? 'pass' : 'none')] ?? [
    'plain',
    said,
    'As the worker says in Server-Timing.',
  ];
  chip = element(
    'details',
    { className: 'isr' },
    // The time first: the words may change, and move nothing then.
    element('summary', {}, element('span', { textContent: took }), element('strong', { textContent: name })),
    element('p', { textContent: text }),
  );
  chip.dataset.tone = tone;
  chip.dataset.isr = said ?? 'none';
  document.body.append(chip);
}

/** @param {string} tone @param {string} name @param {string} text */
export function changeChip(tone, name, text) {
  chip.dataset.tone = tone;
  chip.querySelector('strong').textContent = name;
  chip.querySelector('p').textContent = text;
}
