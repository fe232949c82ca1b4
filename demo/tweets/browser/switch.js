// The switch that kills the API, without leaving the page.
export async function flipSwitch() {
  const form = document.querySelector('[data-switch]');
  const [button, words] = [form.querySelector('button'), form.querySelector('[data-api]')];
  const show = ({ dead }) => {
    button.textContent = dead ? 'Bring the API back' : 'Kill the API';
    words.textContent = dead ? 'The tweets’ API is dead.' : 'The tweets’ API is running.';
    words.dataset.dead = dead;
  };
  const ask = async (method) => {
    try {
      show(await (await fetch('/api/switch', { method, headers: { Accept: 'application/json' } })).json());
    } catch {
      words.textContent = 'The server cannot be reached.';
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask('POST');
  });
  await ask('GET');
}
