import '@turbo@';

document.addEventListener('click', async ({ target }) => {
  if (target.id === 'count') target.textContent = `Count ${Number(target.textContent.split(' ')[1]) + 1}`;
  if (target.id !== 'load') return;
  const { text } = await import('@lazy@');
  document.getElementById('lazy').textContent = text;
});

document.addEventListener('turbo:load', () => {
  document.getElementById('version').textContent = 'Version @version@';
});
