/** The header that the scripts need, as each kind of host writes it. */
import { underBase } from '../routes/paths.js';

export const SCRIPTS = ['/sw.js', '/sw-isr.js'] as const;

/** The paths of the two scripts. */
export const scriptPaths = (base: string | undefined): string[] =>
  SCRIPTS.map((path) => underBase(path, base));

/** The file is set up already if it names both scripts. */
export const NAMES_BOTH = /sw\.js[^]*sw-isr\.js|\(sw\|sw-isr\)|\{sw,sw-isr\}/;

export const headersFile = (paths: readonly string[]): string =>
  paths.map((path) => `${path}\n  Cache-Control: no-cache\n`).join('\n');

export const netlifyToml = (paths: readonly string[]): string =>
  paths
    .map((path) => `[[headers]]\n  for = "${path}"\n  [headers.values]\n    Cache-Control = "no-cache"\n`)
    .join('\n');

export const APACHE = `# Browsers ask for a new worker each time
<IfModule mod_headers.c>
  <FilesMatch "^(sw|sw-isr)\\.js$">
    Header set Cache-Control "no-cache"
  </FilesMatch>
</IfModule>
`;

export const nginx = (base: string | undefined): string =>
  `location ~ ^${underBase('/', base).replace(/\/$/, '')}/(sw|sw-isr)\\.js$ {
  add_header Cache-Control no-cache;
}
`;

export const caddy = (paths: readonly string[]): string =>
  paths.map((path) => `header ${path} Cache-Control no-cache\n`).join('');
