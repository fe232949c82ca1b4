/**
 * The statuses of an origin that is down, or of the gateway before it: an offline page that took one of these for an
 * answer would reload for ever (rule 13). 501 is none: a server that has no HEAD.
 */
export const DOWN = /^5(?!01)/;
