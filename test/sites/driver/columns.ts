/** The checks of the table, in the order in which they are played. */
export const COLUMNS = {
  first: 'first visit',
  hit: 'second visit',
  links: 'links, back, forward',
  stale: 'stale, then new',
  form: 'forms',
  login: 'login, logout',
  parts: 'frames, parts, streams',
  down: 'server down',
  offline: 'browser offline',
  deploy: 'deploy',
  mixing: 'no mixing',
} as const;

export type Column = keyof typeof COLUMNS;

export const columnNames = Object.keys(COLUMNS) as Column[];
