// The events of the worker's client as they come, and the headers of what the page reads again.
const [LONGEST] = [60];

/** @param {string} name @param {string} text @param {'good' | 'bad' | 'plain'} [tone] */
export function log(name, text, tone = 'plain') {
  const list = document.querySelector('[data-log]');
  const [time, what] = [document.createElement('time'), document.createElement('b')];
  time.textContent = new Date().toISOString().slice(11, 23);
  what.textContent = name;
  const line = document.createElement('li');
  line.dataset.tone = tone;
  line.append(time, ' ', what, ` ${text}`);
  list.append(line);
  while (list.children.length > LONGEST) list.firstElementChild.remove();
  list.parentElement.scrollTop = list.parentElement.scrollHeight;
}

const TOLD = {
  served: ({ state, age }) => `${state}, age ${age.toFixed(1)} s`,
  updated: ({ tags }) => `the page has changed (${tags.join(', ')})`,
  unchanged: () => 'the page is as it was',
  invalidated: ({ tags, paths, mode }) => `${[...tags, ...paths].join(', ')} (${mode})`,
  offline: () => 'the server cannot be reached',
  online: () => 'the server answers again',
  error: ({ message }) => message,
};

/** @param {EventTarget} isr */
export function logEvents(isr) {
  for (const [name, tell] of Object.entries(TOLD))
    isr.addEventListener(name, ({ detail }) => {
      const tone = name === 'error' || name === 'offline' ? 'bad' : name === 'updated' ? 'good' : 'plain';
      log(name, tell(detail), tone);
    });
}
