// What every page runs. Without it, or without a service worker, the site works all the same.
import { loadClient } from './client.js';
import { liveIssue } from './issue.js';
import { tellStory } from './story.js';
import { useSwitch } from './switch.js';

const client = loadClient();
if (document.querySelector('[data-story]')) {
  void tellStory(client);
  void useSwitch();
}
if (document.querySelector('[data-reactions]')) void liveIssue(client);
