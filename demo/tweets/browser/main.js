// What every page runs. Without it, or without a service worker, the site works all the same.
import { sayWhereFrom } from './from.js';
import { goAnywhere } from './another.js';
import { followWorker } from './worker.js';
import { flipSwitch } from './switch.js';

sayWhereFrom();
goAnywhere();
void flipSwitch();
void followWorker();
