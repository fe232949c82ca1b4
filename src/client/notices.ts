import type { NoticeMessage } from '../shared/messages.js';

/**
 * Whether a notice was heard before; remembers it. After `hello` the worker tells again what happened to the page
 * since it was loaded, because messages to a page that is still loading get lost (Firefox has no such client yet). A
 * regeneration is known by its time; what has none is told as often as it happens.
 */
export function isDuplicate(heard: Set<string>, { notice, detail }: NoticeMessage): boolean {
  if (!('generatedAt' in detail)) return false;
  const { size } = heard;
  return heard.add([notice, detail.generatedAt, detail.url].join()).size === size;
}
