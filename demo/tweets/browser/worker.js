// Counts what is kept, and shows a newer version: all of it as the worker says.
import { say } from './from.js';

async function loadClient() {
  try {
    const { ready } = await import('/sw-isr.js');
    return await ready;
  } catch {
    return null; // not built: a site without a worker is still a site
  }
}

const number = new Intl.NumberFormat('en');

/** @param {number} bytes */
const size = (bytes) => (bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

async function count(isr) {
  const [pages, { routes }] = await Promise.all([isr.pages({ limit: 10_000 }), isr.stats()]);
  const tweets = pages.filter(({ url, status }) => status === 200 && /^\/\d+$/.test(new URL(url).pathname));
  const counts = Object.entries(routes).find(([route]) => route.startsWith('/:id'))?.[1];
  const bytes = tweets.reduce((sum, { size }) => sum + size, 0);
  show('generated', number.format(counts ? counts.misses + counts.regenerations : 0));
  show('kept', `${number.format(tweets.length)} (${size(bytes)})`);
}

/** @param {string} name @param {string} text */
function show(name, text) {
  const place = document.querySelector(`[data-${name}]`);
  if (place.textContent !== text) place.textContent = text;
}

const isThisPage = ({ url }) => new URL(url).pathname === location.pathname;

export async function followWorker() {
  const isr = await loadClient();
  if (!isr) return;
  const recount = () => void count(isr).catch(() => undefined);
  recount();
  for (const event of ['served', 'updated', 'unchanged', 'invalidated']) isr.addEventListener(event, recount);
  isr.addEventListener('updated', ({ detail }) => {
    if (isThisPage(detail))
      say('It was generated anew behind your back. Reload to see it: it is here already.', 'updated');
  });
  isr.addEventListener('offline', ({ detail }) => {
    if (isThisPage(detail)) say('The server cannot be reached. This tweet stays.', 'offline');
  });
  // Pages that are stored behind an answer are counted a moment later.
  setTimeout(recount, 1500);
}
