/** How each browser is started for tests; the same for unit and integration tests. */

/** No sandbox (tests run as root in containers), no GPU, and nothing of the browser's own on the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A sixth less work: no process is started ahead, and nothing of the browser's own window moves. */
export const FIREFOX_CALM = { 'dom.ipc.processPrelaunch.enabled': false, 'ui.prefersReducedMotion': 1 };

/** Firefox ends a worker that has been idle for this long (ms), so that tests meet stopped workers too. */
export const FIREFOX_PREFS = { 'dom.serviceWorkers.idle_timeout': 500, ...FIREFOX_CALM };

/**
 * WebDriver capabilities of WebKitGTK's MiniBrowser.
 * @param {string} binary
 */
export const WEBKIT_CAPABILITIES = (binary) => ({
  browserName: 'MiniBrowser',
  'wdio:enforceWebDriverClassic': true,
  'webkitgtk:browserOptions': { binary, args: ['--automation'] },
});
