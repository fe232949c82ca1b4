import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { manifest, setUp } from './set-up.js';

const IMPORT = "import { swIsr } from 'sw-isr/vite';\n";
const DEFINE = "import { defineConfig } from 'vite';\n";

const set = (config: string, name = 'vite.config.js') =>
  setUp({
    'package.json': manifest({ vite: '^8' }),
    'index.html': '<head></head>',
    [name]: config,
  });

/** What becomes of a config. */
const edited = (config: string): string => set(config).files['vite.config.js'] ?? '';

/** Why a config is left to its author, and what to add. */
function byHand(config: string) {
  const { plan, files } = set(config);
  assert.equal(files['vite.config.js'], config, 'it is left as it is');
  assert.equal(plan.manual.length, 1);
  return plan.manual[0] ?? { because: '', add: '' };
}

describe('sw-isr init and the many ways to write a config', () => {
  it('adds to each object that a function returns', () => {
    const config = (list: string) => `export default defineConfig(({ command }) => {
  if (command === 'serve') {
    return { plugins: [${list}] };
  }
  return { plugins: [${list}], base: '/app/' };
});
`;
    assert.equal(edited(DEFINE + config('')), DEFINE + IMPORT + config('swIsr()'));
  });

  it('adds to both sides of a condition, and to a list that they share once', () => {
    const config = (list: string) => `const plugins = [${list}];
export default defineConfig(({ command }) => command === 'serve' ? { plugins } : { base: '/x/', plugins });
`;
    assert.equal(edited(DEFINE + config('')), DEFINE + IMPORT + config('swIsr()'));
  });

  it('leaves a function that returns a computed object among others', () => {
    const config = `${DEFINE}import other from './other.js';
export default defineConfig(({ command }) => {
  if (command === 'serve') return other;
  return { plugins: [] };
});
`;
    assert.match(byHand(config).because, /not a plain object/);
  });

  it('adds to the list of an object that is spread, and replaces no list that it can not see', () => {
    const config = (list: string) => `const base = { plugins: [${list}] };
export default { ...base, server: {} };
`;
    assert.equal(edited(config("{ name: 'a' }")), `${IMPORT}\n${config("{ name: 'a' }, swIsr()")}`);
    const unseen = "import base from './base.js';\nexport default { ...base, server: {} };\n";
    assert.match(byHand(unseen).because, /its plugins is computed/);
  });

  it('adds no second property beside a getter', () => {
    assert.match(byHand('export default { get plugins() { return []; } };\n').because, /is computed/);
  });

  it('adds to a list whose members stay plugins, and to no other', () => {
    const list = (end: string, more = '') => `export default { plugins: [{ name: 'a' }${more}]${end} };\n`;
    for (const end of ['.filter(Boolean)', '.flat()', '.concat([])', '.flat().filter(Boolean)'])
      assert.equal(edited(list(end)), `${IMPORT}\n${list(end, ', swIsr()')}`);
    for (const end of ['.map(wrap)', '.filter(({ name }) => name !== "sw-isr")', '[0]', '.slice(1)'])
      assert.match(byHand(list(end)).because, /its plugins is computed/);
  });

  it('keeps a comment beside the member that it belongs to', () => {
    const config = (more: string) =>
      `export default {\r\n  plugins: [\r\n    { name: 'a' }, // one\r\n    { name: 'b' }${more}\r\n  ],\r\n};\r\n`;
    assert.equal(
      edited(config(' // the last')),
      `${IMPORT}\n`.replaceAll('\n', '\r\n') + config(', // the last\r\n    swIsr()'),
    );
  });

  it('takes neither an import alone nor a comment for the plugin', () => {
    const config = (list: string) =>
      `${DEFINE}${IMPORT}export default defineConfig({ plugins: [${list}] });\n`;
    assert.equal(edited(config('')), config('swIsr()'));
    const noted = `${DEFINE}// ${IMPORT}export default defineConfig({ plugins: [] });\n`;
    assert.match(edited(noted), /^import \{ swIsr \} from 'sw-isr\/vite';$/m);
    assert.match(edited(noted), /plugins: \[swIsr\(\)\]/);
  });

  it('uses the name by which the plugin is imported', () => {
    const config = (list: string) =>
      `import worker from 'sw-isr/vite';\nexport default { plugins: [${list}] };\n`;
    assert.equal(edited(config('')), config('worker()'));
    assert.equal(edited(config('worker({ inject: false })')), config('worker({ inject: false })'));
  });

  it('says what works in a CommonJS config', () => {
    const { because, add } = byHand('module.exports = { plugins: [] };\n');
    assert.match(because, /CommonJS/);
    assert.match(add, /await import\('sw-isr\/vite'\)/);
    assert.doesNotMatch(add, /^import /m);
    // What was added by hand is found.
    const { plan } = set(add);
    assert.deepEqual(plan.manual, []);
  });

  it('reads files that begin with a byte order mark', () => {
    const mark = '\uFEFF';
    const { files, plan } = setUp({
      'package.json': mark + manifest({ vite: '^8' }).replaceAll('\n', '\r\n'),
      'index.html': '<head></head>',
      'vite.config.js': `${mark}export default { plugins: [] };\r\n`,
    });
    assert.deepEqual(plan.manual, []);
    assert.ok(files['package.json']?.startsWith(`${mark}{\r\n`));
    assert.match(files['package.json'] ?? '', /"sw-isr": "\^0\.1\.0"/);
    assert.match(files['vite.config.js'] ?? '', /plugins: \[swIsr\(\)\]/);
  });
});
