// What every page runs. Without it, or without a service worker, the site works all the same.
import { goAnywhere } from './another.js';
import { followWorker } from './follow.js';
import { sayWhereFrom } from './note.js';
import { askAgain } from './retry.js';
import { useSwitch } from './switch.js';

goAnywhere();
sayWhereFrom();
void useSwitch();
void followWorker();
void askAgain();
