import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settingOf } from '../../src/init/edit/setting.js';
import { manifest, manifestIn, setUp } from './set-up.js';

const PAGE = '<html>\n  <head>\n  </head>\n  <body></body>\n</html>\n';

describe('a setting of a site', () => {
  const cases: [path: string, text: string, expected: string | undefined][] = [
    ['a.yml', 'theme: minima', 'minima'],
    ['a.yml', 'theme: "minima" # the theme', 'minima'],
    ['a.yml', 'theme:\nurl: https://a.example', undefined],
    ['a.yml', 'theme: ""\nurl: x', undefined],
    ['a.yml', 'theme: # none\nurl: x', undefined],
    ['a.yml', 'theme:\r\n  - one # first\r\n  - two\r\n', 'one'],
    ['a.yml', 'theme: [one, "two"]', 'one'],
    ['a.yml', 'params:\n  theme: dark', undefined],
    ['a.toml', "theme = ['one', 'two'] # both", 'one'],
    ['a.toml', 'theme = ""\ntitle = "x"', undefined],
    ['a.toml', 'title = "x"\n[params]\n  theme = "dark"', undefined],
    ['a.toml', 'Theme = "one"\n[params]\n  theme = "dark"', 'one'],
    ['a.json', '{"title":"x","theme":"one"}', 'one'],
    ['a.json', '{"theme":["one","two"]}', 'one'],
    ['a.json', '{"params":{"theme":"dark"}}', undefined],
    ['a.json', '{', undefined],
  ];
  for (const [path, text, expected] of cases)
    it(`is ${expected ?? 'missing'} in ${JSON.stringify(text)} of ${path}`, () =>
      assert.equal(settingOf(path, text, 'theme'), expected));
});

describe('sw-isr init and the settings of a site', () => {
  it('reads those of Hugo in one line of JSON, and in YAML', () => {
    for (const files of [
      { 'hugo.json': '{"baseURL":"https://a.example/x/","theme":"ananke","publishDir":"./dist/"}' },
      { 'hugo.yaml': 'baseURL: https://a.example/x/\ntheme:\n  - ananke\npublishDir: dist\n' },
      {
        'config/_default/hugo.toml':
          'baseURL = "https://a.example/"\ntheme = "ananke"\npublishDir = "dist"\n',
        'config/production/hugo.toml': 'baseURL = "https://a.example/x/"\n',
      },
    ] as Record<string, string>[]) {
      const done = setUp({ ...files, 'themes/ananke/layouts/_default/baseof.html': PAGE });
      assert.deepEqual(done.plan.manual, []);
      assert.deepEqual(done.plan.headers[0]?.paths, ['/x/sw.js', '/x/sw-isr.js']);
      assert.match(manifestIn(done.files).scripts?.build ?? '', /--out dist$/);
    }
  });

  it('takes no line for the value of an empty one above it', () => {
    const { plan, files } = setUp({
      '_config.yml': 'baseurl:\nurl: https://a.example\ntheme:\ndestination: ./out/\n',
      '_layouts/default.html': PAGE,
    });
    assert.deepEqual(plan.headers[0]?.paths, ['/sw.js', '/sw-isr.js']);
    assert.match(manifestIn(files).scripts?.build ?? '', /--out out$/);
  });

  it('reads the path prefix of Eleventy, which a plugin may add to pages itself', () => {
    const site = (code: string) =>
      setUp({
        'package.json': manifest({ '@11ty/eleventy': '3' }, { build: 'eleventy' }),
        'eleventy.config.js': `export default (config) => {\n  ${code}\n  return { pathPrefix: '/docs/' };\n};\n`,
        '_includes/base.njk': PAGE,
      });
    const { files, plan } = site('');
    assert.match(files['_includes/base.njk'] ?? '', / src="\/docs\/sw-isr\.js"/);
    assert.deepEqual(plan.headers[0]?.paths, ['/docs/sw.js', '/docs/sw-isr.js']);
    const added = site('config.addPlugin(EleventyHtmlBasePlugin);').files['_includes/base.njk'];
    assert.match(added ?? '', / src="\/sw-isr\.js"/);
  });

  it("extends each of Netlify's commands that build, and not that of its dev server", () => {
    const before = `[dev]
  command = "hugo server -D"

[build]
  # command = "hugo"
  command = "hugo --minify" # the site

[context.deploy-preview]
  command = 'hugo --buildFuture'
`;
    const { files } = setUp({
      'hugo.toml': 'title = "x"\n',
      'layouts/baseof.html': PAGE,
      'netlify.toml': before,
    });
    const after = before
      .replace('hugo --minify', '$& && npx sw-isr build --out public')
      .replace('hugo --buildFuture', '$& && npx sw-isr build --out public');
    const toml = files['netlify.toml'] ?? '';
    assert.equal(toml.slice(0, after.length), after);
  });

  it('takes no comment for the script line, nor for the end of the head', () => {
    const note = '<!-- <script src="/sw-isr.js"></script></head> -->';
    const page = `<html>\n<head>\n  ${note}\n</head>\n</html>\n`;
    const { files } = setUp({ 'index.html': page });
    assert.equal(
      files['index.html'],
      page.replace('\n</head>\n', '\n  <script type="module" async src="/sw-isr.js"></script>$&'),
    );
    const layout = `export default ({ children }) => (\n  <html>\n    {/* <script src="/sw-isr.js" /> <body> */}\n    <body>\n      {children}\n    </body>\n  </html>\n);\n`;
    const next = setUp({ 'package.json': manifest({ next: '16' }), 'app/layout.jsx': layout });
    assert.match(next.files['app/layout.jsx'] ?? '', /<body>\n {6}<script type="module" async/);
  });
});
