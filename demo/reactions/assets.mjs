/** The site's styles and scripts. */
import { readFileSync } from 'node:fs';
import { siteAssets } from '../start/site-files.mjs';
import { sharedCss } from '../styles/shared.mjs';

const HERE = new URL('.', import.meta.url);
const css = [sharedCss(), readFileSync(new URL('styles/reactions.css', HERE), 'utf8')].join('\n');

export const { assets: ASSETS, assetUrl } = siteAssets(HERE, { name: 'reactions.css', css });
