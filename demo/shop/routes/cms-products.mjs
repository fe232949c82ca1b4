/** The shop desk: a product is edited, and the browsers are told, or not. */
import { Hono } from 'hono';
import { productTag } from '../feed.mjs';
import { positiveOr, readInteger, readPrice, readTitle } from '../input.mjs';
import { editPage } from '../pages/cms/edit.mjs';
import { sendPrivate } from '../respond.mjs';

/**
 * @param {{ catalogue: import('../catalogue/catalogue.mjs').Catalogue, tell: import('../feed.mjs').Tell,
 *   revalidate: number }} context
 */
export function cmsProducts({ catalogue, tell, revalidate }) {
  const app = new Hono();

  /** @param {import('../feed.mjs').Change} change @returns {Promise<string>} how it went */
  const told = (change) =>
    tell(change).then(
      () => '-told',
      (error) => {
        console.error(error);
        return '-untold';
      },
    );

  app.get('/cms/products/:id', (c) => {
    const product = catalogue.findAny(positiveOr(c.req.param('id'), 0));
    if (!product) return c.notFound();
    return sendPrivate(c, editPage({ product, problems: [], done: c.req.query('done') ?? null, revalidate }));
  });

  app.post('/cms/products/:id', async (c) => {
    const product = catalogue.findAny(positiveOr(c.req.param('id'), 0));
    if (!product) return c.notFound();
    const form = await c.req.parseBody();
    /** @param {'saved' | 'deleted' | 'restored' | 'gone'} done @param {'soft' | 'hard'} [mode] */
    const back = async (done, mode = 'soft') => {
      const isTold = form['tell'] === '1' && done !== 'gone';
      const how = isTold ? await told({ tags: [productTag(product)], mode }) : '';
      return c.redirect(`/cms/products/${product.id}?done=${done}${how}`, 303);
    };
    if (form['action'] === 'delete' || form['action'] === 'restore') {
      catalogue.setDeleted(product.id, form['action'] === 'delete');
      // Nobody is to be shown once more what can't be had.
      return back(form['action'] === 'delete' ? 'deleted' : 'restored', 'hard');
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
