// Shows what the worker tells: what is kept, and that there is a newer version.
import { loadClient } from './client.js';
import { showFigures } from './figures.js';
import { listKept } from './kept.js';
import { say } from './note.js';

/** All pages that the worker may keep. */
const LIMIT = 10_000;

const isTweet = ({ url, status }) => status === 200 && /^\/[1-9]\d*$/.test(new URL(url).pathname);
const isThisPage = ({ url }) => new URL(url).pathname === location.pathname;

export async function followWorker() {
  const isr = await loadClient();
  if (!isr) return;
  const recount = async () => {
    const [pages, stats] = await Promise.all([isr.pages({ limit: LIMIT }), isr.stats()]);
    const tweets = pages.filter(isTweet);
    showFigures(tweets, stats);
    listKept(tweets);
  };
  // A page is stored a moment after it was shown, and counted a moment after that.
  const countSoon = () => [0, 400, 2000].map((ms) => setTimeout(() => recount().catch(() => undefined), ms));
  countSoon();
  for (const event of ['served', 'updated', 'unchanged', 'invalidated'])
    isr.addEventListener(event, countSoon);

  isr.addEventListener('updated', ({ detail }) => {
    if (!isThisPage(detail)) return;
    const show = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'link',
      textContent: 'Show it',
      onclick: () => location.reload(),
    });
    say('good', 'A newer version is here.', 'It was generated while you were reading.', show);
  });
  isr.addEventListener('offline', ({ detail }) => {
    if (isThisPage(detail)) say('off', 'The server cannot be reached.', 'What you have seen stays.');
  });
}
