/** Whether marking a tag, or the hit after it, grows with the pages that carry it. */
import { isAsked, takeTurns } from '../bench.mjs';
import { revalidateTag } from '../in-page.mjs';
import { closeSites } from '../site.mjs';
import { visit } from '../visit.mjs';
import { pick } from './hits.mjs';
import { openFull } from './stored.mjs';

const TAG = 'everywhere';

/** @param {import('../bench.mjs').Bench} bench @returns {Promise<import('../bench.mjs').Measured>} */
export async function tags(bench) {
  /** @type {Record<string, import('./stored.mjs').Full>} */
  const takers = {};
  const { stored } = bench.options;
  if (isAsked(bench, 'sw-isr'))
    for (const size of [Math.min(...stored), Math.max(...stored)])
      takers[`sw-isr@${size}`] = await openFull(bench, 'sw-isr', size, { 'cache-tag': TAG });
  try {
    return await takeTurns(bench, takers, async ({ site, paths }, round) => {
      await bench.tab.goto(`${site.origin.url}/blank`);
      await bench.idle.wait();
      const marking = await bench.tab.run(revalidateTag, TAG);
      const hit = await visit(bench, site, pick(paths, round), 'stale');
      return { tags: marking, 'tags-hit': hit.responseStart };
    });
  } finally {
    await closeSites(Object.values(takers).map(({ site }) => site));
  }
}
