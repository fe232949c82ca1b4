// Offers the newer version of the page on the screen. What is worth a word of its own is a price that has changed.
import { toast } from './toast.js';

export async function offerUpdate() {
  const price = await newPrice();
  offer(price ? `The price has changed: ${price}` : 'A newer version is ready');
}

/** @param {string} text */
export function offer(text) {
  toast(text, { label: 'Show it', act: () => location.reload(), stay: true });
}

/** The price of the newer version, which the worker has stored; nothing where it is the one on the screen. */
async function newPrice() {
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const [shown, newer] = [document, page].map((one) => one.querySelector('[data-price]'));
    if (!shown || !newer || shown.dataset.price === newer.dataset.price) return '';
    return newer.firstChild.textContent.trim();
  } catch {
    return '';
  }
}
