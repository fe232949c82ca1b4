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

/** Counts, of which one has just changed. */
export function reactionsPicture() {
  const shapes = [
    '<path d="M0 -22 C14 -44 46 -22 0 22 C-46 -22 -14 -44 0 -22Z" fill="#d8605a"/>',
    '<path d="M0 -34 C22 -12 16 18 12 26 H-12 C-16 18 -22 -12 0 -34Z M-6 26 L0 42 L6 26" fill="#6b8fb5"/><circle cy="-4" r="7" fill="#fffdf9"/>',
    '<circle r="26" fill="#e6b34f"/><circle cx="-9" cy="-6" r="3.500"/><circle cx="9" cy="-6" r="3.500"/><path d="M-12 7 Q0 20 12 7" fill="none" stroke="#26211d" stroke-width="3.500" stroke-linecap="round"/>',
  ];
  const tiles = shapes.map((shape, index) => {
    const ring = index === 1 ? 'stroke="#2c6e49" stroke-width="6"' : '';
    return `<g transform="translate(${150 + index * 170} 180)"><rect x="-68" y="-96" width="136" height="192" rx="22" fill="#fffdf9" ${ring}/>
<g transform="translate(0 -26)">${shape}</g><text y="64" text-anchor="middle" font-family="Georgia, serif" font-size="44" font-weight="600" fill="#26211d">${[12, 8, 31][index]}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#c98a63"/>${tiles.join('')}</svg>`;
}
