import { announce } from '../events.js';
import type { IsrError } from '../../shared/errors.js';
import type { Speculate } from './speculate.js';

/** Loads `speculate()` when it is called. What fails is an `error` event: without it the site works all the same. */
export const lazySpeculate =
  (load: () => Promise<{ speculate: Speculate }>): Speculate =>
  (page, client, options) => {
    let stop: (() => void) | undefined;
    let isStopped = false;
    load()
      .then(({ speculate }) => {
        if (!isStopped) stop = speculate(page, client, options);
      })
      .catch((cause: unknown) => announce(client, 'error', cause as IsrError));
    return () => {
      isStopped = true;
      stop?.();
    };
  };
