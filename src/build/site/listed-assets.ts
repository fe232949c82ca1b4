/** Adds the files of a site's build to `assets.list` of its config, for the build and in the worker's code. */
import type { IsrConfig } from '../../config/types.js';

/** The config with the files in its list; the config itself if it has a function for that, or stores no assets. */
export function withListedAssets(config: IsrConfig, files: readonly string[] = []): IsrConfig {
  const { assets = true } = config;
  const own = typeof assets === 'object' ? assets : {};
  if (!files.length || assets === false || typeof own.list === 'function') return config;
  return { ...config, assets: { ...own, list: [...new Set([...(own.list ?? []), ...files])] } };
}

/** An expression for the list in the worker; undefined if the config's own list is used. */
export function listedAssetsCode(own: IsrConfig, listed: IsrConfig): string {
  if (own === listed || typeof listed.assets !== 'object') return 'readConfig()';
  return `(({ assets, ...rest }) => ({ ...rest, assets: { ...assets, list: ${JSON.stringify(listed.assets.list)} } }))(readConfig())`;
}
