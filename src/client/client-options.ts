import type { PageInfo } from '../shared/messages.js';
import type { CallOptions } from './runtime/with-timeout.js';

/** The options of `pages()`. */
export interface PagesOptions extends CallOptions {
  /** How many pages to list. */
  limit?: number;
  /** The `next` of the previous call. */
  after?: string;
}

/** The options of `revalidatePath()` and `revalidateTag()`. */
export interface RevalidateOptions extends CallOptions {
  /** `soft`: served once more while it is regenerated. `hard`: the origin is asked first. @default 'soft' */
  mode?: 'soft' | 'hard';
  /** Regenerate the stored pages now, instead of at the next visit. @default false */
  eager?: boolean;
}

/** Stored pages, newest first. `next`, if there are more, is the `after` of the next call. */
export type Pages = PageInfo[] & { next?: string };
