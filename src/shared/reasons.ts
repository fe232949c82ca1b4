/** Sentences of `explain()` that the client reads, too. */
export const SERVED_AT_ONCE = 'The stored page is served at once.';
export const REGENERATED = 'It is regenerated in the background.';
