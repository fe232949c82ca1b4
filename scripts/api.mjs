/**
 * `npm run api`: writes what each entry of the package exports to `test/api-report/`, with API Extractor. A change of the
 * public face shows in the diff of a commit.
 *
 *   npm run api                writes the reports
 *   npm run api -- --check     compares them, and exits with 1 where one differs; CI does so
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('../', import.meta.url));
const REPORTS = join(root, 'test/api-report');
/** The reports of this run, to compare. */
const FOUND = join(root, '.cache/api-report');
const isCheck = process.argv.includes('--check');

/** Bundlers and frameworks of the plugin export the same; Vite's stands for all. `virtual` only declares a module. */
const ONE_FOR_ALL = /^(astro|esbuild|next|nuxt|rolldown|rollup|rspack|sveltekit|webpack|virtual)$/;

/** @type {{ exports: Record<string, string | { types?: string }> }} */
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @returns {{ name: string, types: string }[]} */
const entries = () =>
  Object.entries(exports).flatMap(([path, { types = '' }]) => {
    const name = path === '.' ? 'sw-isr' : path.slice('./'.length).replaceAll('/', '-');
    return types && !ONE_FOR_ALL.test(name) ? { name, types: resolve(root, types) } : [];
  });

/** @param {string} name @param {string} types */
const tsconfigOf = (name, types) => ({
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    lib: ['ES2022', ...(name === 'worker' ? ['WebWorker'] : ['DOM', 'DOM.Iterable'])],
  },
  files: [types],
});

/** @param {{ name: string, types: string }} entry @returns {boolean} whether the report is as the one that is kept */
function report({ name, types }) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      compiler: { overrideTsconfig: tsconfigOf(name, types) },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: REPORTS,
        reportTempFolder: FOUND,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        // Words of docstrings are the API reference's concern, and types that an entry does not export are in the report.
        compilerMessageReporting: { default: { logLevel: 'none' } },
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !isCheck,
    messageCallback: (message) => {
      message.handled =
        message.logLevel === 'none' || message.logLevel === 'verbose' || message.logLevel === 'info';
    },
  });
  return !apiReportChanged;
}

mkdirSync(REPORTS, { recursive: true });
const names = entries().map(({ name }) => `${name}.api.md`);
const forgotten = readdirSync(REPORTS).filter((file) => !names.includes(file));
const changed = entries().flatMap((entry) => (report(entry) ? [] : entry.name));
if (isCheck && (changed.length > 0 || forgotten.length > 0)) {
  console.error(
    `The public face differs from test/api-report: ${[...changed, ...forgotten].join(', ')}. Run "npm run api", and commit what you mean.`,
  );
  process.exitCode = 1;
} else {
  for (const file of forgotten) rmSync(join(REPORTS, file));
  console.log(
    `${names.length} entries: ${isCheck ? 'as in test/api-report' : 'written to test/api-report'}.`,
  );
}
