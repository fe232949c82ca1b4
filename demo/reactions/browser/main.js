// What every page runs. Without it, or without a service worker, the site works all the same.
import { tellStory } from './story.js';
import { flipSwitch } from './switch.js';

if (document.querySelector('[data-story]')) {
  void tellStory();
  void flipSwitch();
}
