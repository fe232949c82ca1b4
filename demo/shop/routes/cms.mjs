/** The shop desk: where products are edited, and the origin is made to fail. */
import { Hono } from 'hono';
import { MAX_DELAY } from '../faults.mjs';
import { positiveOr, readInteger, readPrice, readTitle } from '../input.mjs';
import { deskPage } from '../pages/cms/desk.mjs';
import { editPage } from '../pages/cms/edit.mjs';
import { originLog } from '../pages/cms/origin-log.mjs';
import { sendPrivate } from '../respond.mjs';

/**
 * @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, faults: import('../faults.mjs').Faults,
 *   log: import('../request-log.mjs').RequestLog, revalidate: number }} context
 */
export function cms({ catalogue, faults, log, revalidate }) {
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
    });

  /** @param {string} words a number, or words of the title */
  const search = (words) => {
    const byId = catalogue.find(positiveOr(words, 0));
    return byId ? [byId] : catalogue.search(words, { limit: 12, offset: 0 }).products;
  };

  app.get('/cms', (c) => {
    const done = c.req.query('done') === 'faults' ? 'The origin does as it was told.' : null;
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

  app.get('/cms/products/:id', (c) => {
    const product = catalogue.findAny(positiveOr(c.req.param('id'), 0));
    if (!product) return c.notFound();
    return sendPrivate(c, editPage({ product, problems: [], done: c.req.query('done') ?? null, revalidate }));
  });

  app.post('/cms/products/:id', async (c) => {
    const product = catalogue.findAny(positiveOr(c.req.param('id'), 0));
    if (!product) return c.notFound();
    const form = await c.req.parseBody();
    const back = (/** @type {string} */ done) => c.redirect(`/cms/products/${product.id}?done=${done}`, 303);
    if (form['action'] === 'delete' || form['action'] === 'restore') {
      catalogue.setDeleted(product.id, form['action'] === 'delete');
      return back(form['action'] === 'delete' ? 'deleted' : 'restored');
    }
    const [title, price, stock] = [
      readTitle(form['title']),
      readPrice(form['price']),
      readInteger(form['stock'] ?? String(product.stock), { name: 'The stock', min: 0, max: 100_000 }),
    ];
    if (title.ok && price.ok && stock.ok) {
      const change = { title: title.value, price: price.value, stock: stock.value };
      return back(catalogue.update(product.id, change) ? 'saved' : 'gone');
    }
    const problems = [title, price, stock].flatMap((read) => (read.ok ? [] : [read.problem]));
    return sendPrivate(c, editPage({ product, typed: form, problems, done: null, revalidate }), 400);
  });

  return app;
}
