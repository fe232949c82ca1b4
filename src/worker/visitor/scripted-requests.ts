/** Requests of scripts whose answers were seen not to be the page (rule 30): the browser answers them. */
import type { Context } from '../runtime/context.js';
import { visitorOf } from './visitor.js';

/** How many requests of scripts are remembered as asking for something else than the page. */
const MAX_NOT_PAGES = 500;

/** The request of a script as it is remembered: how it asked, and for what. */
export const scriptedRequest = (way: string, url: string): string => `${way}\n${url}`;

/** Remembers that a script asks for something else than the page: the browser answers it from then on. */
export function noteNotPage(context: Context, way: string, url: string): void {
  const { notPages } = visitorOf(context);
  if (notPages.size > MAX_NOT_PAGES) notPages.clear();
  notPages.add(scriptedRequest(way, url));
}
