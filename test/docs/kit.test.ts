import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { anchorsOf, proseOf, textOf } from './documents.js';

const markdownIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const RECORDS = markdownIn('docs/decisions').filter((path) => !path.endsWith('README.md'));

/** Documents that users and contributors read, beside README.md and docs/*.md. */
const KIT = [
  ...markdownIn('.').filter((path) => path !== 'README.md'),
  ...markdownIn('docs/decisions'),
  'examples/minimal/README.md',
];

/** Links within the repository that lead nowhere. */
function brokenLinksIn(path: string): string[] {
  const links = [...proseOf(path).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/i.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file ? join(dirname(path), file) : path;
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
}

describe('the documents of contributors', () => {
  for (const path of KIT)
    it(`${path} leads to files and headings that exist`, () => {
      assert.deepEqual(brokenLinksIn(path), []);
    });

  for (const path of RECORDS)
    it(`${path} has at most 40 lines, and the three parts of a record`, () => {
      const text = textOf(path);
      assert.ok(text.trimEnd().split('\n').length <= 40);
      for (const part of ['## Context', '## Decision', '## Consequences'])
        assert.ok(text.includes(`\n${part}\n`), part);
    });

  it('docs/decisions/README.md lists every record', () => {
    const list = textOf('docs/decisions/README.md');
    for (const path of RECORDS) assert.ok(list.includes(`](${path.replace('docs/decisions/', '')})`), path);
  });
});

describe('README.md', () => {
  it('has at most 150 lines', () => {
    assert.ok(textOf('README.md').trimEnd().split('\n').length <= 150);
  });
});
