import { assetList, assets } from './assets.js';
import { feed } from './feed.js';
import type { Feature } from './feature.js';
import { offlinePage } from './offline-page.js';
import { originMode } from './origin-mode.js';
import { notifications } from './notifications.js';
import { loadingPage, shells } from './shells.js';
import { pathLists, strictRoutes } from './listed-paths.js';
import { sitemaps, warming } from './warming.js';
import { plugins } from '../plugins/plugins.js';

/** All features, for workers that are bundled by hand. */
export const everyFeature = (): Feature[] => [
  ...[shells(), loadingPage(), offlinePage(), strictRoutes(), pathLists(), originMode()],
  ...[assets(), assetList(), warming(), sitemaps(), feed(), notifications(), plugins()],
];
