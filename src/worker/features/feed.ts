import { createFollower } from '../feed/follow-feed.js';
import type { Feature } from './feature.js';

/** The revalidation feed: what has changed on the site, told to every browser (rule 31). */
export const feed = (): Feature => ({ createFollower });
