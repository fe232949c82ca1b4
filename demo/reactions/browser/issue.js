// Reacts without leaving the page, and keeps the counts up to date while others react.
import { flash } from './counts.js';

const HEADERS = { Accept: 'application/json' };

export async function liveIssue(client) {
  const form = document.querySelector('[data-reactions]');
  const words = document.querySelector('[data-said]');
  const say = (text) => (words.textContent = text);

  function show(reactions) {
    for (const { content, count, isMine } of reactions) {
      const button = form.querySelector(`[value="${content}"]`);
      const shown = button.querySelector('[data-count]');
      if (shown.textContent !== String(count)) flash(button);
      shown.textContent = String(count);
      button.name = isMine ? 'remove' : 'add';
      button.setAttribute('aria-pressed', String(isMine));
    }
  }
  async function ask(url, init) {
    const answer = await fetch(url, { ...init, headers: HEADERS });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error);
    show(body.reactions);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { name, value } = event.submitter;
    const what = event.submitter.querySelector('.hidden').textContent.replace(':', '').trim();
    ask(form.action, { method: 'POST', body: new URLSearchParams({ [name]: value }) }).then(
      () => say(name === 'add' ? `You reacted with ${what}.` : `You took ${what} back.`),
      () => say('Your reaction was not taken: the API fails. Try again when it is mended.'),
    );
  });

  const isr = await client;
  if (!isr) return;
  // From now on the visitor's own page is stored, for them alone.
  const { user } = document.documentElement.dataset;
  if (user) await isr.setUser(user);
  const refresh = () => void ask('/api/reactions').catch(() => undefined);
  isr.addEventListener('invalidated', ({ detail }) => detail.tags.includes('reactions') && refresh());
  isr.addEventListener(
    'updated',
    ({ detail }) => new URL(detail.url).pathname === location.pathname && refresh(),
  );
}
