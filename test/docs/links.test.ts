import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { anchorsOf, DOCUMENTS, proseOf } from './documents.js';

/** Where the links of a document lead, those to other sites left out. */
const linksOf = (path: string): string[] =>
  [...proseOf(path).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));

/** What is wrong with a link, if anything. */
function faultOf(document: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file ? join(dirname(document), file) : document;
  if (!existsSync(target)) return `${link}: there is no ${target}`;
  if (anchor !== undefined && !anchorsOf(target).includes(anchor))
    return `${link}: ${target} has no such heading`;
  return undefined;
}

describe('the links of the documents', () => {
  for (const document of DOCUMENTS)
    it(`${document} leads to files and headings that are there`, () => {
      const faults = linksOf(document).map((link) => faultOf(document, link));
      assert.deepEqual(
        faults.filter((fault) => fault !== undefined),
        [],
      );
    });

  it('notices a file and a heading that are not there', () => {
    assert.match(faultOf('docs/config.md', 'nowhere.md') ?? '', /there is no docs\/nowhere\.md/);
    assert.match(faultOf('README.md', 'docs/config.md#nothing') ?? '', /no such heading/);
    assert.equal(faultOf('docs/config.md', '../README.md#licence'), undefined);
    assert.ok(linksOf('README.md').length > 20);
  });
});
