/** The module `/sw-isr.js` of a site whose config names a feed. Otherwise it is that of `auto.ts`. */
import type { IsrClient } from '../client.js';
import { followFeed } from '../features/follow-feed.js';
import { createRegister } from '../register.js';

export const register = createRegister(() => Promise.resolve({ followFeed }));

const here = new URL(import.meta.url);

/** The client of the worker that this script registers; never rejects. */
export const ready: Promise<IsrClient> = register(new URL(here.searchParams.get('sw') ?? 'sw.js', here));
