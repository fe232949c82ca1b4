/**
 * `npm run docs:support`: writes docs/support.md, which says what was tested in which browser. It lists the tests as they
 * declare themselves, of those files that passed in the recorded run (`test/support/runner/durations.json`).
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { findTests } from '../../test/support/runner/rooms.mjs';

export const SUPPORT = 'docs/support.md';
const RECORD = 'test/support/runner/durations.json';
const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

/** @typedef {{ file: string, subject: string, test: string, isInEveryEngine: boolean }} SiteTest */

/** The text of a title. What is filled in is left out: the engine, or one of several cases. @param {ts.Node} node */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return '…';
  const parts = node.templateSpans.map(({ expression, literal }) =>
    /^(?:name|engineName)$/.test(expression.getText()) ? `‹engine›${literal.text}` : `…${literal.text}`,
  );
  return [node.head.text, ...parts]
    .join('')
    .replace(/,? ?in ‹engine›/, '')
    .replaceAll('‹engine›', '')
    .replace(/^[,…\s]+|\s*\(,[^)]*\)$|[,:\s]*…?(?: with)?$/g, '');
}

/** A situation: an object with a title, and often the engines that it is played in. @param {ts.ObjectLiteralExpression} node */
function situationOf(node) {
  const valueOf = (/** @type {string} */ name) =>
    node.properties.filter(ts.isPropertyAssignment).find((property) => property.name.getText() === name)
      ?.initializer;
  const title = valueOf('title');
  const isSituation = title !== undefined && node.properties.some(({ name }) => name?.getText() === 'play');
  return (
    isSituation && { title: textOf(title), isInEveryEngine: valueOf('engines')?.getText() === 'EVERY_ENGINE' }
  );
}

/** The tests that a file declares. @param {string} path @returns {SiteTest[]} */
export function testsIn(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const file = path.replace(/^test\//, '');
  /** @type {SiteTest[]} */
  const tests = [];
  /** @param {ts.Node} node @param {string[]} subjects @param {boolean} isInEveryEngine @returns {void} */
  function visit(node, subjects, isInEveryEngine) {
    const descend = (titles = subjects, every = isInEveryEngine) =>
      ts.forEachChild(node, (child) => visit(child, titles, every));
    if (ts.isForOfStatement(node)) {
      descend(subjects, isInEveryEngine || node.expression.getText() === 'engines');
      return;
    }
    const situation = ts.isObjectLiteralExpression(node) ? situationOf(node) : undefined;
    if (situation) {
      const { title, ...rest } = situation;
      tests.push({ file, subject: title, test: '', ...rest });
      return;
    }
    const [title] = ts.isCallExpression(node) && node.arguments.length > 1 ? node.arguments : [];
    const name = ts.isCallExpression(node) ? node.expression.getText() : '';
    if (title && name === 'it')
      tests.push({ file, subject: subjects.join(': '), test: textOf(title), isInEveryEngine });
    else descend(title && name === 'describe' ? [...subjects, textOf(title)].filter(Boolean) : subjects);
  }
  visit(source, [], false);
  return tests;
}

/** The tests that drive whole browsers, of files that passed in the recorded run. */
export function recordedTests() {
  const record = JSON.parse(readFileSync(RECORD, 'utf8'));
  const files = findTests().filter(
    ({ kind, path }) => kind === 'integration' && path.replace(/^test\//, '') in record,
  );
  return files.flatMap(({ path }) => testsIn(path));
}

/** How many files of unit tests run in which browsers, by the folder that they test. */
function unitFolders() {
  const record = JSON.parse(readFileSync(RECORD, 'utf8'));
  /** @type {Map<string, Record<string, number>>} */
  const folders = new Map();
  for (const { path, kind, engines } of findTests()) {
    const recorded = engines.filter((engine) => `browser tests in ${engine}` in record);
    if (!(kind === 'unit' || kind === 'browser') || recorded.length === 0) continue;
    const [, first = '', second = ''] = path.split('/');
    const folder = second && !second.endsWith('.ts') ? `${first}/${second}` : first;
    const counts = folders.get(folder) ?? {};
    for (const engine of recorded) counts[engine] = (counts[engine] ?? 0) + 1;
    folders.set(folder, counts);
  }
  return [...folders].sort(([a], [b]) => a.localeCompare(b));
}

/** A name of the code stays as it is written. @param {string} text */
const capital = (text) =>
  /^(?:\S*[/()]|sw-isr)/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line for each subject: a subject and its tests, of which several may have one name. @param {SiteTest[]} tests */
function rowsOf(tests) {
  /** @type {Map<string, Set<string>>} */
  const subjects = new Map();
  for (const { subject, test } of tests) {
    const named = subjects.get(subject) ?? new Set();
    if (test) named.add(test);
    subjects.set(subject, named);
  }
  return [...subjects].flatMap(([subject, named]) =>
    named.size === 0 ? [subject] : [...named].map((test) => (subject ? `${subject}: ${test}` : test)),
  );
}

/** The version that a program prints, or that Debian has of its package. @param {string[]} commands */
function versionOf(...commands) {
  for (const command of commands)
    try {
      const [program = '', ...args] = command.split(' ');
      const printed = execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
      const [version] = /\d+(?:\.\d+)+/.exec(printed) ?? [];
      if (version) return version;
    } catch {
      // Another name of the program is tried.
    }
  return 'not noted';
}

export function supportPage() {
  const tests = recordedTests();
  const everywhere = rowsOf(tests.filter(({ isInEveryEngine }) => isInEveryEngine));
  const inChromium = new Map();
  for (const { subject, isInEveryEngine } of tests)
    if (!isInEveryEngine && !/^…?$/.test(subject))
      inChromium.set(subject, (inChromium.get(subject) ?? 0) + 1);
  const row = (/** @type {string[]} */ ...cells) => `| ${cells.join(' | ')} |`;
  return `# Tested browsers

What the tests of sw-isr do in which browser. \`npm run docs:support\` writes this page from the tests whose last recorded run passed. Which
versions a visitor needs is in [requirements](requirements.md#browsers).

| Engine | Program | Version when this page was written |
|---|---|---|
| Chromium | \`chromium\` | ${versionOf('chromium --version')} |
| Firefox | \`firefox-esr\` | ${versionOf('firefox-esr --version', 'firefox --version')} |
| WebKit | WebKitGTK's MiniBrowser | ${versionOf('dpkg-query -W webkit2gtk-driver')} |

## Whole sites, in each engine

Each of these is played by a real browser on a real server.

| What happens | Chromium | Firefox | WebKit |
|---|---|---|---|
${everywhere.map((text) => row(cell(capital(text)), 'yes', 'yes', 'yes')).join('\n')}

## Whole sites, in Chromium

What computes alike everywhere, or can only be made to happen by Chromium's tools.

| What is tested | Tests in Chromium |
|---|---|
${[...inChromium].map(([subject, count]) => row(cell(capital(subject)), `${count}`)).join('\n')}

## Parts, in the pages of each engine

Files of unit tests, by the folder of \`src/\` that they test. All but those that need a document or a database run in Node as well.

| Folder | Chromium | Firefox | WebKit |
|---|---|---|---|
${unitFolders()
  .map(([folder, counts]) => row(`\`${folder}\``, ...ENGINES.map((engine) => `${counts[engine] ?? '–'}`)))
  .join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SUPPORT, supportPage());
