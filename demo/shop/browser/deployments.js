// Lists the deployments whose pages this browser keeps, and goes back to one. Without a worker there is nothing to list.
import { loadClient } from './client.js';

export async function showDeployments(section) {
  const isr = await loadClient();
  if (!isr) return;
  const list = section.querySelector('ul');

  async function show() {
    const deployments = await isr.deployments();
    if (deployments.length > 0)
      list.replaceChildren(...deployments.map((deployment) => row(deployment, goBack)));
  }
  async function goBack(id) {
    await isr.rollback(id);
    await show();
    list.querySelector('[tabindex]')?.focus();
  }

  isr.addEventListener('deployment', () => void show());
  await show();
}

function row({ id, active, activatedAt }, goBack) {
  const item = document.createElement('li');
  const words = document.createElement('div');
  const name = Object.assign(document.createElement('strong'), { textContent: id });
  const since = activatedAt
    ? `Active since ${new Date(activatedAt).toLocaleString('en-GB')}`
    : 'Never activated';
  const when = active ? since : since.replace('Active since', 'Last activated');
  words.append(
    name,
    Object.assign(document.createElement('p'), { className: 'quiet small', textContent: when }),
  );
  item.append(words, active ? mark() : button(id, goBack));
  return item;
}

const mark = () =>
  Object.assign(document.createElement('span'), {
    className: 'state good',
    textContent: 'Shown now',
    tabIndex: -1,
  });

function button(id, goBack) {
  const element = Object.assign(document.createElement('button'), {
    className: 'button plain',
    textContent: 'Go back to it',
  });
  element.setAttribute('aria-label', `Go back to ${id}`);
  element.addEventListener('click', () => void goBack(id));
  return element;
}
