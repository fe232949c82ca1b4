import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
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

/** What the compiler says of configs, in a project that has this package. */
async function typeFaults(configs: readonly string[]): Promise<string[]> {
  const files = Object.fromEntries(configs.map((code, at) => [`${at}.ts`, code]));
  const environment = 'declare const process: { env: Record<string, string | undefined> };';
  const faults: string[] = [];
  await withProject({ ...files, 'environment.d.ts': environment }, async ({ folder }) => {
    const names = [...Object.keys(files), 'environment.d.ts'].map((name) => join(folder, name));
    const program = ts.createProgram(names, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      paths: { 'sw-isr': [resolve('dist/types/index.d.ts')] },
    });
    for (const { file, messageText } of ts.getPreEmitDiagnostics(program))
      faults.push(`${file?.text.slice(0, 200) ?? ''}\n${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
  return faults;
}

describe('the configs in the documents', () => {
  for (const document of DOCUMENTS)
    for (const [at, code] of configsOf(document).entries())
      it(`${document}, number ${at + 1}, is a right one`, () => evaluate(code));

  for (const document of EXAMPLES)
    it(`${document} holds one whole example`, () => {
      assert.equal(configsOf(document).filter((code) => code.startsWith('// isr.config.ts\n')).length, 1);
    });

  it('all of them compile', async () => {
    assert.deepEqual(await typeFaults(DOCUMENTS.flatMap(configsOf)), []);
  });

  it('a wrong one would be refused', async () => {
    const [first = ''] = configsOf('README.md');
    assert.match(
      (await typeFaults([first.replace('fallback: true', 'fallback: 1')])).join(''),
      /'number' is not assignable/,
    );
    await assert.rejects(evaluate(first.replace('revalidate: 60', 'revalidat: 60')), /did you mean/);
  });
});
