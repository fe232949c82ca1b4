import { showDeployments } from './deployments.js';

// Keeps the list of what the origin was asked up to date, while it is being looked at.
const list = document.querySelector('[data-origin-log]');

async function refresh() {
  if (document.visibilityState === 'visible') {
    try {
      const response = await fetch('/cms/log');
      if (response.ok) list.innerHTML = await response.text();
    } catch {
      // The server is gone; the list says what was.
    }
  }
  setTimeout(() => void refresh(), 1500);
}

if (list) void refresh();

const deployments = document.querySelector('[data-deployments]');
if (deployments) void showDeployments(deployments);
