document.addEventListener('click', async ({ target }) => {
  if (target.id === 'count') target.textContent = `Count ${Number(target.textContent.split(' ')[1]) + 1}`;
  if (target.id !== 'load') return;
  const { text } = await import('@lazy@');
  document.getElementById('lazy').textContent = text;
});

const showVersion = () => {
  document.getElementById('version').textContent = 'Version @version@';
};
document.addEventListener('htmx:load', showVersion);
showVersion();
