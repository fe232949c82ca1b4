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

/** Firefox stores no history, sessions or thumbnails, sends no reports, and starts no process ahead. No test needs any of it. */
export const FIREFOX_CALM = {
  'browser.chrome.site_icons': false,
  'browser.pagethumbnails.capturing_disabled': true,
  'browser.sessionstore.interval': 600_000,
  'browser.sessionstore.interval.idle': 600_000,
  'datareporting.healthreport.uploadEnabled': false,
  'dom.ipc.processPrelaunch.enabled': false,
  'extensions.enabledScopes': 0,
  'network.captive-portal-service.enabled': false,
  'places.history.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'ui.prefersReducedMotion': 1,
};

/**
 * The integration tests start Firefox with these. `idle_timeout` (ms): Firefox stops a worker that is idle for half a
 * second, so that tests meet stopped workers too. `frame_rate`: to paint 5 frames a second costs less than 60.
 */
export const FIREFOX_PREFS = {
  'dom.serviceWorkers.idle_timeout': 500,
  'layout.frame_rate': 5,
  ...FIREFOX_CALM,
};

/**
 * WebDriver capabilities of WebKitGTK's MiniBrowser.
 * @param {string} binary
 */
export const WEBKIT_CAPABILITIES = (binary) => ({
  browserName: 'MiniBrowser',
  'wdio:enforceWebDriverClassic': true,
  'webkitgtk:browserOptions': { binary, args: ['--automation'] },
});
