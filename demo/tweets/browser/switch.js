// The switch that kills the API, without leaving the page.
import { say, stateOfPage } from './note.js';

/** Told of each change: `{ alive: boolean }`. */
export const apiSwitch = new EventTarget();

export async function useSwitch() {
  const form = document.querySelector('[data-switch]');
  const [button, words] = [form.querySelector('button'), form.querySelector('[data-api]')];
  let alive = true;

  function show(state) {
    alive = state.alive;
    button.textContent = alive ? 'Kill the API' : 'Bring the API back';
    words.textContent = alive ? 'The API is running.' : 'The API is dead.';
    form.toggleAttribute('data-dead', !alive);
    button.disabled = false;
    if (!alive && stateOfPage() === 'stale')
      say('off', 'From this browser.', 'It has grown old, but the API is dead: the last good page stays.');
    apiSwitch.dispatchEvent(new CustomEvent('change', { detail: state }));
  }
  async function ask(init) {
    try {
      const response = await fetch('/api/switch', { ...init, headers: { Accept: 'application/json' } });
      if (!response.ok) throw new Error(`the site answered ${response.status}`);
      show(await response.json());
    } catch {
      words.textContent = 'The server is gone.';
      form.toggleAttribute('data-dead', true);
      button.disabled = true;
    }
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask({ method: 'POST', body: new URLSearchParams({ alive: String(!alive) }) });
  });
  await ask();
}
