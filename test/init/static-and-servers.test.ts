import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { manifest, manifestIn, setUp } from './set-up.js';

const PAGE =
  '<!doctype html>\n<html>\n  <head>\n    <title>Hi</title>\n  </head>\n  <body></body>\n</html>\n';
const LINE = '<script type="module" async src="/sw-isr.js"></script>';
const WITH_LINE = PAGE.replace('  </head>', `    ${LINE}\n  </head>`);

describe('sw-isr init in a Docusaurus project', () => {
  it('adds the script to the config, and the build step', () => {
    const { files } = setUp({
      'package.json': manifest({ '@docusaurus/core': '3.8.0' }, { build: 'docusaurus build' }),
      'docusaurus.config.ts': `import type {Config} from '@docusaurus/types';

const config: Config = {
  title: 'My Site',
  baseUrl: '/docs/',
};

export default config;
`,
    });
    assert.match(
      files['docusaurus.config.ts'] ?? '',
      /baseUrl: '\/docs\/',\n {2}scripts: \[\{ src: '\/docs\/sw-isr\.js', type: 'module', async: true \}\],\n\};/,
    );
    assert.equal(manifestIn(files).scripts?.build, 'docusaurus build && sw-isr build --out build');
  });

  it('works with a config in CommonJS', () => {
    const { files, plan } = setUp({
      'package.json': manifest({ '@docusaurus/core': '2.4.0' }),
      'docusaurus.config.js': 'const config = { scripts: [] };\nmodule.exports = config;\n',
    });
    assert.deepEqual(plan.manual, []);
    assert.match(files['docusaurus.config.js'] ?? '', /scripts: \[\{ src: '\/sw-isr\.js'/);
  });
});

describe('sw-isr init in an Eleventy project', () => {
  it('puts the script into the layouts, and builds into the output folder', () => {
    const { files } = setUp({
      'package.json': manifest({ '@11ty/eleventy': '3' }, { build: 'npx @11ty/eleventy' }),
      'eleventy.config.js': "export default (config) => ({ dir: { input: 'src', output: 'dist' } });",
      'src/_includes/base.njk': PAGE,
      'src/login.njk': '<p />',
      'dist/index.html': PAGE,
    });
    assert.equal(files['src/_includes/base.njk'], WITH_LINE);
    assert.equal(files['dist/index.html'], PAGE);
    assert.equal(manifestIn(files).scripts?.build, 'npx @11ty/eleventy && sw-isr build --out dist');
    assert.match(files['isr.config.ts'] ?? '', /'\/login\{\/\*\}\?'/);
  });

  it('says what to add where there is no layout', () => {
    const { plan, written } = setUp({
      'package.json': manifest({ '@11ty/eleventy': '3' }),
      'index.md': '# Hi',
    });
    assert.deepEqual(written, ['isr.config.ts', 'package.json']);
    assert.match(plan.manual[0]?.add ?? '', new RegExp(LINE));
  });
});

describe('sw-isr init in a Hugo site', () => {
  const hugo = { 'hugo.toml': "baseURL = 'https://me.example/site/'\ntheme = 'ananke'\n" };

  it('edits the own layout', () => {
    const { files } = setUp({
      ...hugo,
      'layouts/_default/baseof.html': PAGE,
      'layouts/_default/list.html': '<p>',
    });
    assert.match(
      files['layouts/_default/baseof.html'] ?? '',
      /src="\{\{ "sw-isr\.js" \| relURL \}\}"><\/script>\n {2}<\/head>/,
    );
    assert.deepEqual(manifestIn(files), {
      private: true,
      scripts: { build: 'hugo && sw-isr build --out public' },
      devDependencies: { 'sw-isr': '^0.1.0' },
    });
  });

  it("uses the theme's hook, and leaves the theme as it is", () => {
    const { files, written } = setUp({
      ...hugo,
      'themes/ananke/layouts/_default/baseof.html': PAGE,
      'themes/ananke/layouts/partials/head-additions.html': '',
    });
    assert.match(files['layouts/partials/head-additions.html'] ?? '', /^<script/);
    assert.deepEqual(written, ['isr.config.ts', 'layouts/partials/head-additions.html', 'package.json']);
  });

  it("copies the theme's layout where it has no hook", () => {
    const { files } = setUp({ ...hugo, 'themes/ananke/layouts/_default/baseof.html': PAGE });
    assert.match(files['layouts/_default/baseof.html'] ?? '', /sw-isr\.js/);
    assert.equal(files['themes/ananke/layouts/_default/baseof.html'], PAGE);
  });

  it("extends the host's build command, and sends the header there", () => {
    const { files } = setUp({
      ...hugo,
      'layouts/baseof.html': PAGE,
      'netlify.toml': '[build]\n  publish = "public"\n  command = "hugo --minify"\n',
    });
    const toml = files['netlify.toml'] ?? '';
    assert.match(toml, /command = "hugo --minify && npx sw-isr build --out public"/);
    assert.match(
      toml,
      /\[\[headers\]\]\n {2}for = "\/site\/sw\.js"\n {2}\[headers\.values\]\n {4}Cache-Control = "no-cache"/,
    );
  });
});

describe('sw-isr init in a Jekyll site', () => {
  it('edits the own layout, and keeps the tools out of the site', () => {
    const { files } = setUp({
      '_config.yml': 'title: Hi\nexclude:\n  - README.md\n',
      Gemfile: 'gem "jekyll"\n',
      '_layouts/default.html': PAGE,
    });
    assert.match(files['_layouts/default.html'] ?? '', /src="\{\{ '\/sw-isr\.js' \| relative_url \}\}"/);
    assert.equal(
      files['_config.yml'],
      'title: Hi\nexclude:\n  - package.json\n  - package-lock.json\n  - isr.config.ts\n  - README.md\n',
    );
    assert.equal(manifestIn(files).scripts?.build, 'bundle exec jekyll build && sw-isr build --out _site');
  });

  it("copies the theme's head", () => {
    const { files } = setUp({ '_config.yml': 'theme: minima\n', 'themes/minima/_includes/head.html': PAGE });
    assert.match(files['_includes/head.html'] ?? '', /sw-isr\.js/);
  });

  it('says what to add to a list in one line', () => {
    const { plan } = setUp({ '_config.yml': 'exclude: [a]\n', '_layouts/default.html': PAGE });
    assert.deepEqual(
      plan.manual.map(({ add }) => add),
      ['exclude: [package.json, package-lock.json, isr.config.ts]'],
    );
  });
});

describe('sw-isr init in a Rails app', () => {
  it('edits the layout, builds with the assets, and sends the header', () => {
    const { files, written, routes } = setUp({
      'config/application.rb': '',
      Gemfile: 'gem "rails"',
      'config/routes.rb':
        "devise_for :users\nresources :orders\nresources :posts\nnamespace :admin do\nend\nget '/cart', to: 'x#y'",
      'app/views/layouts/application.html.erb': PAGE,
      'app/views/layouts/mailer.html.erb': PAGE,
      '.gitignore': '/tmp/*\n',
    });
    assert.equal(files['app/views/layouts/application.html.erb'], WITH_LINE);
    assert.equal(files['app/views/layouts/mailer.html.erb'], PAGE);
    assert.match(files['lib/tasks/sw_isr.rake'] ?? '', /enhance\(\['sw_isr:build'\]\)/);
    assert.match(files['config/initializers/sw_isr.rb'] ?? '', /insert_before 0, SwIsrHeaders/);
    assert.ok(written.includes('.gitignore') && written.includes('package.json'));
    assert.deepEqual(
      routes.map(({ match }) => match),
      ['/admin{/*}?', '/cart{/*}?', '/orders{/*}?', '/users{/*}?', '/*'],
    );
  });
});

describe('sw-isr init in a Laravel app', () => {
  it('edits the views with a head, builds after Vite, and sends the header by Apache', () => {
    const { files, routes } = setUp({
      artisan: '',
      'package.json': manifest({ vite: '^7', 'laravel-vite-plugin': '^2' }, { build: 'vite build' }),
      'vite.config.js': 'export default defineConfig({ plugins: [laravel()] });',
      'resources/views/layouts/app.blade.php': PAGE,
      'resources/views/mail/order.blade.php': PAGE,
      'routes/web.php': "Route::get('/dashboard', fn () => view('x'));\nRoute::get('/posts/{id}', X::class);",
      'public/.htaccess': '<IfModule mod_rewrite.c>\n</IfModule>\n',
    });
    assert.equal(files['resources/views/layouts/app.blade.php'], WITH_LINE);
    assert.equal(files['resources/views/mail/order.blade.php'], PAGE);
    assert.equal(manifestIn(files).scripts?.build, 'vite build && sw-isr build --out public');
    assert.match(files['public/.htaccess'] ?? '', /<FilesMatch "\^\(sw\|sw-isr\)\\\.js\$">/);
    assert.deepEqual(
      routes.map(({ match }) => match),
      ['/dashboard{/*}?', '/*'],
    );
  });
});

describe('sw-isr init in WordPress', () => {
  it('adds a plugin that each theme uses, and keeps shop and desk out of the store', () => {
    const { files, routes } = setUp({
      'wp-config.php': '',
      'wp-content/plugins/woocommerce/woocommerce.php': '',
    });
    assert.match(files['wp-content/mu-plugins/sw-isr.php'] ?? '', /add_action\('wp_head'/);
    assert.equal(manifestIn(files).scripts?.build, 'sw-isr build --out .');
    assert.deepEqual(
      routes.map(({ match }) => match),
      ['/wp-admin{/*}?', '/wp-login.php{/*}?', '/cart{/*}?', '/checkout{/*}?', '/my-account{/*}?', '/*'],
    );
  });

  it('knows Bedrock', () => {
    const { files } = setUp({ 'web/app/mu-plugins/loader.php': '', 'web/index.php': '' });
    assert.ok(files['web/app/mu-plugins/sw-isr.php']);
    assert.equal(manifestIn(files).scripts?.build, 'sw-isr build --out web');
  });

  it('asks for the root of the site where it sees a theme alone', () => {
    const { plan } = setUp({ 'style.css': '/*\nTheme Name: Mine\n*/', 'functions.php': '<?php' });
    assert.match(plan.manual[0]?.add ?? '', /folder that holds wp-content/);
  });
});

describe('sw-isr init in a folder of pages', () => {
  it('adds the line to each page', () => {
    const { files } = setUp({
      'index.html': PAGE,
      'about/index.html': PAGE,
      'login.html': '<body>\n</body>',
      'a.html': '<p>part',
    });
    assert.equal(files['index.html'], WITH_LINE);
    assert.equal(files['about/index.html'], WITH_LINE);
    assert.match(files['login.html'] ?? '', /^<script/);
    assert.equal(files['a.html'], '<p>part');
    assert.equal(manifestIn(files).scripts?.build, 'sw-isr build --out .');
    assert.match(files['isr.config.ts'] ?? '', /'\/login\{\/\*\}\?'/);
  });

  it('finds the folder that is served', () => {
    const { files } = setUp({ 'public/index.html': PAGE, 'README.md': '' });
    assert.equal(manifestIn(files).scripts?.build, 'sw-isr build --out public');
  });

  it('edits no page of a site that is too large for it', () => {
    const pages = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`page-${at}.html`, PAGE]));
    const { plan } = setUp({ 'index.html': PAGE, ...pages });
    assert.match(plan.manual[0]?.path ?? '', /^the 202 pages/);
  });

  it('knows the templates of any server', () => {
    const { files, plan } = setUp({ 'views/layout.ejs': PAGE, 'server.js': '', 'public/app.css': '' });
    assert.equal(plan.stack.name, 'No framework that is known');
    assert.equal(files['views/layout.ejs'], WITH_LINE);
    assert.match(plan.notes.join(), /public has to be the root of your site/);
  });
});
