// Listens to the service worker, through the client that comes with it. Where there is none, nothing happens.
import { showAhead } from './ahead.js';
import { changeChip } from './chip.js';
import { loadClient } from './client.js';
import { offer, offerUpdate } from './update.js';

export async function followWorker() {
  const isr = await loadClient();
  if (!isr) return;
  isr.addEventListener('updated', ({ detail }) => {
    if (!isThisPage(detail.url)) return;
    changeChip('old', 'Newer version', 'The page was refreshed behind your back: show it when you like.');
    void offerUpdate();
  });
  isr.addEventListener('unchanged', ({ detail }) => {
    if (isThisPage(detail.url))
      changeChip('good', 'Checked', 'It came from this browser, and the shop says that it is still right.');
  });
  isr.addEventListener('deployment', ({ detail }) => offer(`Deployment ${detail.to} is online`));
  isr.addEventListener('warm', ({ detail }) => showAhead(detail));
  isr.addEventListener('offline', () => {
    changeChip('off', 'Offline', 'The shop cannot be reached. What you have seen can still be read.');
  });
  isr.addEventListener('online', () => {
    changeChip('good', 'Online', 'The shop can be reached again.');
  });
}

/** Tracking parameters do not make another page, so the path is what counts. */
function isThisPage(url) {
  return new URL(url, location.href).pathname === location.pathname;
}
