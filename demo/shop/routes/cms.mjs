/** The shop desk: where products are edited, and the origin is made to fail. */
import { Hono } from 'hono';
import { TYPO } from '../catalogue/typo.mjs';
import { MAX_DELAY } from '../faults.mjs';
import { positiveOr, readInteger } from '../input.mjs';
import { deskPage } from '../pages/cms/desk.mjs';
import { originLog } from '../pages/cms/origin-log.mjs';
import { sendPrivate } from '../respond.mjs';
import { cmsDeployments } from './cms-deployments.mjs';
import { cmsProducts } from './cms-products.mjs';

/** @type {Record<string, string>} */
const DONE = {
  faults: 'The origin does as it was told.',
  deployment: 'The deployment is online, and the feed has said so.',
  mended: 'The name is corrected, and the feed has said so.',
  again: '123 is online, with its typo.',
};

/**
 * @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, faults: import('../faults.mjs').Faults,
 *   log: import('../request-log.mjs').RequestLog, releases: import('../releases.mjs').Releases,
 *   feed: Pick<import('../feed.mjs').ShopFeed, 'setDeployment'>, tell: import('../feed.mjs').Tell, revalidate: number }} context
 */
export function cms({ catalogue, faults, log, releases, feed, tell, revalidate }) {
  const app = new Hono();

  /** @param {{ words?: string, problem?: string | null, done?: string | null }} [say] */
  const desk = ({ words = '', problem = null, done = null } = {}) =>
    deskPage({
      words,
      problem,
      done,
      faults,
      revalidate,
      found: words ? search(words) : catalogue.favourites(6),
      edited: catalogue.edited(6),
      requests: log.latest(14),
      online: releases.online(),
      hasTypo: catalogue.findAny(TYPO.id)?.title === TYPO.wrong,
    });

  /** @param {string} words a number, or words of the title */
  const search = (words) => {
    const byId = catalogue.find(positiveOr(words, 0));
    return byId ? [byId] : catalogue.search(words, { limit: 12, offset: 0 }).products;
  };

  app.get('/cms', (c) => {
    const done = DONE[c.req.query('done') ?? ''] ?? null;
    return sendPrivate(c, desk({ words: (c.req.query('q') ?? '').trim().slice(0, 100), done }));
  });

  app.get('/cms/log', (c) => sendPrivate(c, originLog(log.latest(14))));

  app.post('/cms/faults', async (c) => {
    const form = await c.req.parseBody();
    const slowBy = readInteger(form['slowBy'] || '0', { name: 'The delay', min: 0, max: MAX_DELAY });
    if (!slowBy.ok) return sendPrivate(c, desk({ problem: slowBy.problem }), 400);
    Object.assign(faults, {
      answer500: form['answer500'] === '1',
      hangUp: form['hangUp'] === '1',
      slowBy: slowBy.value,
    });
    return c.redirect('/cms?done=faults#origin', 303);
  });

  app.route('/', cmsProducts({ catalogue, tell, revalidate }));
  app.route('/', cmsDeployments({ catalogue, releases, feed, tell }));

  return app;
}
