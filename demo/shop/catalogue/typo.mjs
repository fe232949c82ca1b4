/** The slip with which the shop goes online, for the story that the desk plays. */
import { makeProduct } from './make-product.mjs';

const { id, series, title } = makeProduct(4);

export const TYPO = {
  id,
  wrong: title.replace(series, 'Smshng'),
  right: title.replace(series, 'Smashing'),
};
