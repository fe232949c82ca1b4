/**
 * The module `/sw-isr.js`: registers the worker beside it when it is loaded. The query of its own URL may name another
 * worker: `/sw-isr.js?sw=/other.js`.
 * @example <script type="module" async src="/sw-isr.js"></script>
 * @example import { ready } from '/sw-isr.js'; const isr = await ready;
 */
import type { IsrClient } from '../client.js';
import { register } from '../register.js';

export { register };

const here = new URL(import.meta.url);

/** The client of the worker that this script registers; never rejects. */
export const ready: Promise<IsrClient> = register(new URL(here.searchParams.get('sw') ?? 'sw.js', here));
