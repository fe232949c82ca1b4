/** `sw-isr-inspector.js`, which `sw-isr build` writes beside the worker: for the page `/__isr`, and for `<isr-pill>`. */
import { defineElements } from '../elements.js';

defineElements();

/** On its own page nothing else loads the client, which follows the feed and lets the worker go on warming. */
if (location.pathname.endsWith('/__isr'))
  import(new URL('sw-isr.js', import.meta.url).href).catch(() => undefined);
