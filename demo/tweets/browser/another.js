// "Another one": any of them, chosen here, so that the server need not be asked where to go.
const TWEETS = 500_000_000;

export function goAnywhere() {
  const link = document.querySelector('[data-another]');
  const choose = () => {
    link.href = `/${1 + Math.floor(Math.random() * TWEETS)}`;
  };
  choose();
  // Back from the browser's cache of whole pages: not the same one again.
  addEventListener('pageshow', choose);
}
