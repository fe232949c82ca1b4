// The switch that makes the API fail, without leaving the page.
const HEADERS = { Accept: 'application/json' };

/** @param {RequestInit} [init] */
export async function readSwitch(init) {
  const answer = await fetch('/api/switch', { ...init, headers: HEADERS });
  if (!answer.ok) throw new Error(`Failed to read "the switch": the site answered ${answer.status}.`);
  return answer.json();
}

export async function useSwitch() {
  const form = document.querySelector('[data-switch]');
  const [button, words] = [form.querySelector('button'), form.querySelector('[data-api]')];
  let isFailing = false;

  async function ask(init) {
    try {
      ({ failing: isFailing } = await readSwitch(init));
      words.textContent = isFailing ? 'The API fails.' : 'The API is running.';
      button.textContent = isFailing ? 'Mend the API' : 'Let the API fail';
    } catch {
      isFailing = true;
      words.textContent = 'The server is gone.';
    }
    form.toggleAttribute('data-failing', isFailing);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask({ method: 'POST', body: new URLSearchParams({ failing: String(!isFailing) }) });
  });
  await ask();
}
