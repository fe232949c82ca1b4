/** Talks to the worker from within a page, through the client that the site itself serves. */
import type { Page } from 'puppeteer-core';
import { until } from './site.js';

/**
 * Runs the body of an async function in the page, with `isr` for the page's client, and tells what it returned.
 * As text, since what is imported there is a file of the site.
 */
export function inPage<T>(page: Page, body: string): Promise<T> {
  return page.evaluate(`(async () => {
    const { ready } = await import('/sw-isr.js');
    const isr = await ready;
    ${body}
  })()`) as Promise<T>;
}

const EVENTS = [
  'invalidated',
  'warm',
  'updated',
  'unchanged',
  'served',
  'offline',
  'online',
  'deployment',
  'error',
];

/** Loads the client as a site does, and notes every event of it from the first moment, for {@link eventsOf}. */
export const NOTING_CLIENT = `<script type="module">
  import { ready } from '/sw-isr.js';
  const isr = await ready;
  globalThis.noted = [];
  for (const type of ${JSON.stringify(EVENTS)})
    isr.addEventListener(type, ({ detail }) => noted.push({ type, detail }));
</script>`;

export interface Noted {
  type: string;
  detail: Record<string, unknown>;
}

/** What the client of a page with {@link NOTING_CLIENT} has told so far. */
export const eventsOf = (page: Page): Promise<Noted[]> =>
  page.evaluate('globalThis.noted ?? []') as Promise<Noted[]>;

/** Waits until an event of this type has come, and tells its detail. */
export async function eventOn(page: Page, type: string): Promise<Noted['detail']> {
  let found: Noted | undefined;
  await until(`"${type}" comes`, async () => {
    found = (await eventsOf(page)).find((noted) => noted.type === type);
    return found !== undefined;
  });
  return found?.detail ?? {};
}
