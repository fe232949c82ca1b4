import { createAssetList } from '../assets/asset-list.js';
import { assetLists, createAssets } from '../assets/assets.js';
import type { Feature } from './feature.js';

/** Styles, scripts, fonts and images of visited pages, for offline (rule 32). */
export const assets = (): Feature => ({ createAssets });

/** `assets.list`: files that are stored before a page loads them. */
export const assetList = (): Feature => ({
  install: (context) => assetLists.provide(context, createAssetList),
});
