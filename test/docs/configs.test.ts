import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { evaluateConfig } from '../../src/build/load-config/evaluate.js';
import { withProject } from '../build/project.js';
import { configsOf, DOCUMENTS } from './documents.js';

const EXAMPLES = ['docs/revalidation.md', 'docs/deployments.md', 'docs/modes.md'];

/** Reads a config as the build does. */
const evaluate = (code: string): Promise<void> =>
  withProject({ 'isr.config.ts': code }, async ({ folder }) => {
    const path = join(folder, 'isr.config.ts');
    const { warnings } = await evaluateConfig({ name: 'isr.config.ts', from: { path } }, folder);
    assert.deepEqual(warnings, []);
  });

describe('the configs in the documents', () => {
  for (const document of DOCUMENTS)
    for (const [at, code] of configsOf(document).entries())
      it(`${document}, number ${at + 1}, is a right one`, () => evaluate(code));

  for (const document of EXAMPLES)
    it(`${document} holds one whole example`, () => {
      assert.equal(configsOf(document).filter((code) => code.startsWith('// isr.config.ts\n')).length, 1);
    });

  it('a wrong one would be refused', async () => {
    const [first = ''] = configsOf('README.md');
    await assert.rejects(evaluate(first.replace('revalidate: 60', 'revalidat: 60')), /did you mean/);
  });
});
