/** Compiles the code in the documents as a program of a site would be, which has this package and its framework. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { withProject } from '../build/project.js';

/** A block of code, and where it stands. */
export interface Source {
  at: string;
  language: 'ts' | 'tsx' | 'js' | 'jsx';
  code: string;
}

interface Entry {
  types?: string;
}

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | Entry>;
};

/** The declarations of each entry of this package. */
const ENTRIES = Object.fromEntries(
  Object.entries(entries).flatMap(([path, entry]) =>
    typeof entry === 'object' && entry.types ? [[path.replace('.', 'sw-isr'), [resolve(entry.types)]]] : [],
  ),
);

/** The module of the plugin. A reference by the package's name is not found from a project that has no packages. */
const VIRTUAL = resolve('dist/types/plugin/virtual.d.ts');

/** What frameworks bring. They are not installed for the tests. */
const FRAMEWORKS = ['astro/config', 'vite', 'vitepress'];

/** Names that a block takes from the text around it. */
const ENVIRONMENT = `/// <reference path="${VIRTUAL}" />
interface WorkerGlobalScope { __SW_MANIFEST: any[] }
declare module 'served/sw-isr.js' { export const ready: Promise<import('sw-isr/client').IsrClient> }
declare module '@sveltejs/kit/vite' { export function sveltekit(): unknown }
${FRAMEWORKS.map((name) => `declare module '${name}' { export function defineConfig<T>(config: T): T }`).join(
  '\n',
)}
declare function defineNuxtConfig<T>(config: T): T;
declare const isr: import('sw-isr/client').IsrClient;
declare const feed: import('sw-isr/server').Feed;
declare const registerRoute: typeof import('workbox-routing').registerRoute;
declare const app: any, router: any, database: any, bindButtons: any, children: any;
declare const progress: HTMLProgressElement;
declare const publicKey: string, privateKey: string;
declare namespace JSX { interface IntrinsicElements { [name: string]: any } }
`;

/** Entries that a document may name before they are built: until then they are taken for what they are said to be. */
const announced = (code: string): string =>
  [...new Set([...code.matchAll(/from '(sw-isr\/[a-z/]+)'/g)].map(([, name = '']) => name))]
    .filter((name) => !(name in ENTRIES))
    .map(
      (name) =>
        `declare module '${name}' { const plugin: any; export default plugin; export const swIsr: any; export const withSwIsr: any }`,
    )
    .join('\n');

/** A part of an object literal becomes a whole one. */
const complete = (code: string): string => (/^\w+: .*,\s*$/.test(code) ? `({ ${code} });` : code);

const isForWorker = ({ code }: Source): boolean => /from '(?:sw-isr\/worker|serwist|workbox-)/.test(code);

function optionsFor(sources: readonly Source[]): ts.CompilerOptions {
  const isTyped = sources.every(({ language }) => language.startsWith('ts'));
  const scope = sources.some(isForWorker)
    ? ['lib.webworker.d.ts']
    : ['lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  return {
    strict: isTyped,
    noEmit: true,
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
    jsx: ts.JsxEmit.Preserve,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.es2023.d.ts', ...scope],
    typeRoots: [resolve('node_modules/@types')],
    types: ['node'],
    paths: {
      ...ENTRIES,
      '*': [resolve('node_modules/*')],
    },
  };
}

/** Workers have no DOM, so that blocks for workers, and blocks without types, are programs of their own. */
const groupsOf = (sources: readonly Source[]): Source[][] => {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const key = `${isForWorker(source)} ${source.language.startsWith('ts')}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()];
};

/** The payloads of other programs have the type `unknown`. JavaScript reads their fields without a cast. */
const isOfUntypedPayload = (
  message: string | ts.DiagnosticMessageChain,
  [first]: readonly Source[],
): boolean =>
  first?.language === 'js' &&
  /does not exist on type 'unknown'/.test(ts.flattenDiagnosticMessageText(message, ''));

async function faultsOf(sources: readonly Source[]): Promise<string[]> {
  const ofWorker = sources.some(isForWorker);
  const prefix =
    ofWorker && sources[0]?.language === 'ts' ? 'declare const self: ServiceWorkerGlobalScope;\n' : '';
  const files = sources.map(({ language, code }, at) => ({
    name: `${at}.${language}`,
    text:
      prefix +
      complete(code)
        .replaceAll("'/sw-isr.js'", "'served/sw-isr.js'")
        .replace('types="sw-isr/virtual"', `path="${VIRTUAL}"`),
  }));
  const text = sources.map(({ code }) => code).join('\n');
  const environment = ofWorker ? ENVIRONMENT.replace(/^declare const progress.*$/m, '') : ENVIRONMENT;
  const project = {
    ...Object.fromEntries(files.map(({ name, text }) => [name, text])),
    'environment.d.ts': environment + announced(text),
    'isr.config.ts': "declare const config: import('sw-isr').IsrConfig;\nexport default config;\n",
  };
  const faults: string[] = [];
  await withProject(project, async ({ folder }) => {
    const names = Object.keys(project).map((name) => join(folder, name));
    const program = ts.createProgram(names, optionsFor(sources));
    for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
      if (isOfUntypedPayload(messageText, sources)) continue;
      const at = sources[files.findIndex(({ name }) => file?.fileName.endsWith(`/${name}`))]?.at;
      faults.push(`${at ?? file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    }
  });
  return faults;
}

/** What the compiler says of the blocks, each as a module of its own. */
export async function compileFaults(sources: readonly Source[]): Promise<string[]> {
  return (await Promise.all(groupsOf(sources).map(faultsOf))).flat();
}
