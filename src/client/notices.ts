import type { NoticeMessage } from '../shared/messages.js';

/**
 * Whether a notice was received before; remembers it. Messages to a page that is still loading get lost (Firefox has no
 * such client yet), so after `hello` the worker repeats what happened to the page since it was loaded. Regenerations
 * are told apart by their time. Other notices are never duplicates.
 */
export function isDuplicate(heard: Set<string>, { notice, detail }: NoticeMessage): boolean {
  if (!('generatedAt' in detail)) return false;
  const { size } = heard;
  return heard.add([notice, detail.generatedAt, detail.url].join()).size === size;
}
