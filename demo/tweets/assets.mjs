/** The site's styles and scripts. */
import { readFileSync } from 'node:fs';
import { siteAssets } from '../start/site-files.mjs';
import { sharedCss, squeezed } from '../styles/shared.mjs';

const HERE = new URL('.', import.meta.url);

/** @param {string} path below this folder */
const read = (path) => readFileSync(new URL(path, HERE), 'utf8');

const css = [sharedCss(), read('styles/frame.css'), read('styles/tweet.css')].join('\n');

export const { assets: ASSETS, assetUrl } = siteAssets(HERE, { name: 'tweets.css', css });

/** What the loading shell and the offline page carry within themselves. */
export const inlineCss = () => squeezed(css);
