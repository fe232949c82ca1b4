import type { IsrClient } from '../client.js';
import type { Page } from '../runtime/page.js';
import type { Speculate } from './speculate.js';

/** Gives a client `speculate()`, and the option of that name to its `prefetchLinks()`. */
export const withSpeculation =
  (speculate: Speculate) =>
  (client: IsrClient, page: Page): void => {
    const prefetchLinks = client.prefetchLinks.bind(client);
    client.speculate = (options = {}) => speculate(page, client, options);
    client.prefetchLinks = (options) =>
      options?.speculate ? speculate(page, client, options) : prefetchLinks(options);
  };
