// The visitor's own things are not in the pages, which are the same for everyone: they are fetched here.
import { toast } from './toast.js';
import { nameVisitor } from './visitor.js';

export async function showCartCount() {
  const badge = document.querySelector('[data-cart-count]');
  if (!badge) return;
  try {
    const response = await fetch('/api/cart', { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const { count, visitor } = await response.json();
    badge.textContent = count;
    badge.hidden = count === 0;
    badge.setAttribute('aria-label', `${count} in the cart`);
    await nameVisitor(visitor);
  } catch {
    // Offline: the cart lives on the server, so nothing is known of it.
  }
}

/** Adding to the cart leaves the visitor where they are; without script the form leads to the cart. */
export function addToCartForms() {
  for (const form of document.querySelectorAll('[data-add-to-cart]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void add(form);
    });
  }
}

async function add(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
    });
    if (!response.ok) throw new Error(`the shop answered ${response.status}`);
    toast('In your cart.', { label: 'See the cart', act: () => location.assign('/cart') });
    await showCartCount();
  } catch {
    toast('That did not reach the shop. Please try again in a moment.');
  } finally {
    button.disabled = false;
  }
}
