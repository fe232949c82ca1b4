import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOCUMENTS, textOf } from './documents.js';

const RULES = 'docs/semantics.md';

/** The words of `Cache-Status` in a document. */
const detailsIn = (path: string): string[] =>
  [...textOf(path).matchAll(/detail=([a-z-]+)/g)].map(([, detail = '']) => detail);

describe('the documents', () => {
  it('name no detail of Cache-Status that rule 34 does not have', () => {
    const known = new Set(detailsIn(RULES));
    assert.ok(known.size > 10);
    for (const document of DOCUMENTS)
      assert.deepEqual(
        detailsIn(document).filter((detail) => !known.has(detail)),
        [],
        document,
      );
  });
});
