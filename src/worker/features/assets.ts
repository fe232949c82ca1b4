import { createAssetList } from '../assets/asset-list.js';
import { assetLists, createAssets } from '../assets/assets.js';
import { deleteAssets } from '../assets/clear-assets.js';
import { clearAssets } from '../visitor/clear.js';
import type { Feature } from './feature.js';

/** Styles, scripts, fonts and images of visited pages, for offline (rule 32). */
export const assets = (): Feature => ({
  install: (context) => clearAssets.provide(context, deleteAssets),
  start(context, routes) {
    const { assets: options } = context.config;
    if (!options) return undefined;
    const created = createAssets(context, options);
    const read = (): Promise<unknown> => created.read();
    /** Whatever is wrong with what is stored, the network answers (rule 33). */
    const answer = (event: FetchEvent): Promise<Response> =>
      created
        .handle(event, (url) => routes.find(url))
        .catch((error: unknown) => {
          context.report(error);
          return context.fetch(event.request);
        });
    return {
      respond: (event) =>
        event.request.method === 'GET' && created.takes(event) ? answer(event) : undefined,
      /** The index is read behind the page, before it loads its files: the database answers the page first. */
      onResponse: (event, response) => event.waitUntil(response.then(read, read)),
      onActivate: () => created.keepListed({ waitUntil: () => undefined }),
      commands: {
        async keepAssets({ event }, { urls }) {
          await created.keep(event, urls);
          return null;
        },
      },
    };
  },
});

/** `assets.list`: files that are stored before a page loads them. */
export const assetList = (): Feature => ({
  install: (context) => assetLists.provide(context, createAssetList),
});
