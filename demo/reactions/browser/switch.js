// The switch that makes the API fail, without leaving the page.
export async function flipSwitch() {
  const form = document.querySelector('[data-switch]');
  const button = form.querySelector('button');
  const ask = async (method) => {
    const answer = await fetch('/api/switch', { method, headers: { Accept: 'application/json' } });
    const { failing } = await answer.json();
    button.textContent = failing ? 'Mend the API' : 'Let the API fail';
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask('POST').catch(() => undefined);
  });
  await ask('GET').catch(() => undefined);
}
