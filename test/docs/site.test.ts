import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GROUPS, pagesOf } from '../../docs/site/sidebar.mjs';
import { addressOf, DOCS, idOf } from '../../docs/site/src/markdown/paths.mjs';
import { brokenLinks } from '../../scripts/docs/links.mjs';
import { withProject } from '../build/project.js';
import { DOCUMENTS, textOf } from './documents.js';

const named = GROUPS.flatMap(({ pages }) => pages.map((page) => [page].flat()[0]));

describe('the site of the documents', () => {
  it('lists pages that exist, each once', () => {
    const there = pagesOf('docs');
    assert.ok(there.includes('config') && there.includes('quick-start') && there.includes('decisions'));
    assert.deepEqual(
      named.filter((id) => !there.includes(id ?? '')),
      [],
    );
    assert.equal(new Set(named).size, named.length);
  });

  it('shows documents that begin with their title', () => {
    for (const path of DOCUMENTS) assert.match(textOf(path), /^# \S.*\n/, path);
  });

  it('gives each document an address', () => {
    assert.equal(idOf('config.md'), 'config');
    assert.equal(idOf('quick-start/README.md'), 'quick-start');
    assert.equal(idOf('site/src/content/docs/index.mdx'), 'index');
    assert.equal(idOf('site/api/README.md'), 'api');
    assert.equal(idOf('site/api/sw-isr/build.md'), 'api/sw-isr/build');
  });

  it('turns links between files into links between pages', () => {
    const from = `${DOCS}quick-start/vite.md`;
    assert.equal(addressOf(from, '../config.md#assets'), '/config/#assets');
    assert.equal(addressOf(from, 'README.md'), '/quick-start/');
    assert.equal(addressOf(from, '../../README.md#install'), '/');
    assert.equal(addressOf(from, '#by-hand'), '#by-hand');
    assert.equal(addressOf(from, '../../test/sizes.mjs'), undefined);
  });

  it('finds links that lead nowhere, and takes no code for a link', async () => {
    const page = (body: string): string => `<!doctype html><main id="top">${body}</main>`;
    const files = {
      'index.html': page(
        '<a href="/a/#part">a</a><a href="a/">a</a><a href="https://site.example/x">x</a>' +
          '<a href="/gone/">gone</a><img src="/gone.png">',
      ),
      'a/index.html': page(
        '<h2 id="part"></h2><button data-code="<script async>"></button><a href="#none">n</a><a href="../">up</a>' +
          '<script>const text = \'<a href="/no/">\';</script><!-- <a href="/no/"> -->',
      ),
    };
    await withProject(files, async ({ folder }) => {
      const { links, faults } = brokenLinks(folder);
      assert.equal(links, 6);
      assert.deepEqual(faults.sort(), [
        'a/index.html: #none: a/index.html has no such anchor',
        'index.html: /gone.png: there is no such file',
        'index.html: /gone/: there is no such file',
      ]);
    });
  });
});
