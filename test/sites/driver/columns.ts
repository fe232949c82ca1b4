/**
 * The checks of the table, in the order in which they are played. The login comes late: pages that turned out personal go
 * straight to the server for 10 minutes (rule 19), and are neither hits nor there offline.
 */
export const COLUMNS = {
  first: 'first visit',
  hit: 'second visit',
  links: 'links, back, forward',
  stale: 'stale, then new',
  form: 'forms',
  parts: 'frames, parts, streams',
  down: 'server down',
  offline: 'browser offline',
  deploy: 'deploy',
  login: 'login, logout',
  mixing: 'no mixing',
} as const;

export type Column = keyof typeof COLUMNS;

export const columnNames = Object.keys(COLUMNS) as Column[];
