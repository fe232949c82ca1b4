// Short notes at the edge of the page, read out politely.
// There from the start: what is put into a region that is new itself may not be read out.
const region = element('div', { className: 'toasts' });
region.setAttribute('role', 'status');
document.body.append(region);

/** @param {string} text @param {{ label: string, act: () => void, stay?: boolean }} [action] */
export function toast(text, action) {
  const note = element('div', { className: 'toast' }, element('span', { textContent: text }));
  if (action)
    note.append(element('button', { type: 'button', textContent: action.label, onclick: action.act }));
  const close = element('button', {
    type: 'button',
    className: 'close',
    textContent: '×',
    onclick: () => note.remove(),
  });
  close.setAttribute('aria-label', 'Dismiss');
  note.append(close);
  region.replaceChildren(note);
  if (!action?.stay) setTimeout(() => note.remove(), 6000);
}

export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
