/** The shop desk: which deployment is online, and the story of the one that was bad. */
import { Hono } from 'hono';
import { TYPO } from '../catalogue/typo.mjs';
import { productTag } from '../feed.mjs';
import { FIRST_RELEASE } from '../releases.mjs';

/**
 * @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, releases: import('../releases.mjs').Releases,
 *   feed: Pick<import('../feed.mjs').ShopFeed, 'setDeployment'>, tell: import('../feed.mjs').Tell }} context
 */
export function cmsDeployments({ catalogue, releases, feed, tell }) {
  const app = new Hono();
  const back = (/** @type {import('hono').Context} */ c, /** @type {string} */ done) =>
    c.redirect(`/cms?done=${done}#deployments`, 303);

  /** @param {string} id */
  async function putOnline(id) {
    releases.putOnline(id);
    await feed.setDeployment(id);
  }

  /** @param {string} title @param {'soft' | 'hard'} mode */
  async function rename(title, mode) {
    catalogue.setDeleted(TYPO.id, false);
    const product = catalogue.find(TYPO.id);
    if (product) catalogue.update(TYPO.id, { ...product, title });
    await tell({ tags: [productTag(TYPO.id)], mode });
  }

  app.post('/cms/deployment', async (c) => {
    const id = (await c.req.parseBody())['id'];
    if (!releases.has(id)) return c.text('There is no such deployment.', 400);
    await putOnline(id);
    return back(c, 'deployment');
  });

  app.post('/cms/typo', async (c) => {
    await rename(TYPO.right, 'soft');
    return back(c, 'mended');
  });

  app.post('/cms/again', async (c) => {
    await putOnline(FIRST_RELEASE);
    await rename(TYPO.wrong, 'hard');
    return back(c, 'again');
  });

  return app;
}
