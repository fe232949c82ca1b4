// Tells the worker whose pages "Your orders" are. A visitor is known from the first product in the cart on.
import { loadClient } from './client.js';

const KNOWN = 'fennmark-visitor';

/** @param {string | null} visitor null: the session has ended, or has not begun */
export async function nameVisitor(visitor) {
  if (!visitor && !localStorage.getItem(KNOWN)) return;
  const isr = await loadClient();
  if (!isr) return;
  if (visitor) {
    await isr.setUser(visitor);
    localStorage.setItem(KNOWN, '1');
  } else {
    await isr.clearUser();
    localStorage.removeItem(KNOWN);
  }
}
