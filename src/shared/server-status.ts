/**
 * Matches the statuses of an origin that is down, or of its gateway. An offline page that took one of them for an
 * answer would reload for ever (rule 13). 501 does not count: the server lacks HEAD.
 */
export const DOWN = /^5(?!01)/;
