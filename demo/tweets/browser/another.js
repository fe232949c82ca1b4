// "Another one": chosen here, so that the server need not be asked where to go.
import { anyId } from './numbers.js';

export function goAnywhere() {
  const link = document.querySelector('[data-another]');
  const choose = () => {
    link.href = `/${anyId()}`;
  };
  choose();
  // Back from the browser's cache of whole pages: not the same one again.
  addEventListener('pageshow', choose);
}
