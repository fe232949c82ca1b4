// What every page runs. Without it, or without a service worker, the shop works all the same.
import { addToCartForms, showCartCount } from './cart.js';
import { showChip } from './chip.js';
import { followWorker } from './worker.js';

showChip();
addToCartForms();
void showCartCount();
void followWorker();
