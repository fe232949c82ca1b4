/** Scripted requests whose responses were not the page at that URL (rule 30). The worker leaves them to the browser. */
import type { Context } from '../runtime/context.js';
import { visitorOf } from './visitor.js';

const MAX_NOT_PAGES = 500;

/** The name of a scripted request in `notPages`. */
export const scriptedRequest = (scriptedWay: string, url: string): string => `${scriptedWay}\n${url}`;

/** Leaves such requests to the browser from now on. */
export function noteNotPage(context: Context, scriptedWay: string, url: string): void {
  const { notPages } = visitorOf(context);
  if (notPages.size > MAX_NOT_PAGES) notPages.clear();
  notPages.add(scriptedRequest(scriptedWay, url));
}
