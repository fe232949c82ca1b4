// The tweets that are kept, to go back to: on the start page, and where another one cannot be had.
const MOST = 12;
const number = new Intl.NumberFormat('en');

/** @param {import('sw-isr/client').PageInfo[]} tweets newest first */
export function listKept(tweets) {
  const here = tweets.filter(({ url }) => url !== location.href);
  for (const section of document.querySelectorAll('[data-kept-list]')) {
    section.hidden = here.length === 0;
    section.querySelector('ul').replaceChildren(...here.slice(0, MOST).map(row));
  }
}

/** "Ada Dahl: “…” – 500 million tweets" without the site's name. */
function row({ url, title }) {
  const { pathname } = new URL(url);
  const link = document.createElement('a');
  link.href = pathname;
  const name = document.createElement('span');
  Object.assign(name, { className: 'quiet', textContent: number.format(Number(pathname.slice(1))) });
  link.append(name, title.replace(/ – 500 million tweets$/, ''));
  const item = document.createElement('li');
  item.append(link);
  return item;
}
