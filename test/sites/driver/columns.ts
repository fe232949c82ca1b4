/** The columns of the table. */
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

/** What is played; whether anything was mixed shows in all of it. */
export type Chapter = Exclude<Column, 'mixing'>;

export const columnNames = Object.keys(COLUMNS) as Column[];

/**
 * The acts of the story. Each has servers and profiles of its own: pages that turned out personal go straight to the
 * server for 10 minutes (rule 19), and would be neither hits nor there offline.
 */
export const ACTS: readonly (readonly Chapter[])[] = [
  ['first', 'hit', 'links', 'stale', 'form', 'parts', 'down', 'offline', 'deploy'],
  ['login'],
];
