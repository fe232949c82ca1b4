/** The pictures of the cards. */
import { makeProduct } from '../shop/catalogue/make-product.mjs';
import { productImage } from '../shop/images/product-image.mjs';
import { avatar } from '../tweets/drawings.mjs';

/** Something from the shelves. */
export const shopPicture = () => productImage(makeProduct(61));

/** Three tweets, one behind the other; the last is still an outline. */
export function tweetsPicture() {
  const cards = [
    { x: 250, y: 40, face: 7, shade: 0.45 },
    { x: 180, y: 100, face: 23, shade: 0.75 },
    { x: 110, y: 160, face: 42, shade: 1 },
  ].map(
    ({ x, y, face, shade }) => `<g transform="translate(${x} ${y})"><rect width="280" height="150" rx="16"
fill="#fffdf9" fill-opacity="${shade}"/><svg x="18" y="18" width="44" height="44" viewBox="0 0 100 100" opacity="${shade}">
<clipPath id="round${face}"><circle cx="50" cy="50" r="50"/></clipPath><g clip-path="url(#round${face})">${avatar(face)}</g></svg>
<g fill="#d9cdba" opacity="${shade}"><rect x="76" y="24" width="96" height="11" rx="5"/><rect x="76" y="44" width="66" height="9" rx="4"/>
<rect x="18" y="80" width="244" height="11" rx="5"/><rect x="18" y="101" width="210" height="11" rx="5"/>
<rect x="18" y="122" width="120" height="11" rx="5"/></g></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#3f6f62"/>${cards.join('')}</svg>`;
}
