import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { loadPrism } from '@ruby/prism';
import { Engine as PhpEngine } from 'php-parser';
import { readArguments } from '../../src/build/cli/arguments.js';
import { compileFaults, type Source } from './compile.js';
import { blocksOf, DOCUMENTS, type Block } from './documents.js';

interface Located extends Block {
  at: string;
}

const LANDING_PAGE = 'docs/site/src/content/docs/index.mdx';

const BLOCKS: Located[] = [...DOCUMENTS, LANDING_PAGE].flatMap((document) =>
  blocksOf(document).map((block, at) => ({ ...block, at: `${document}, block ${at + 1}` })),
);
const inLanguages = (...languages: string[]): Located[] =>
  BLOCKS.filter(({ language }) => languages.includes(language));

/** The kinds of blocks. Another one needs a test here first. */
const LANGUAGES = {
  compiled: ['ts', 'tsx', 'js', 'jsx', 'html'],
  parsed: ['json', 'sh', 'http', 'php', 'ruby'],
  // Nothing here parses them. Their brackets are counted.
  counted: ['astro', 'nginx'],
  // What a program prints, and diagrams.
  shown: ['text', 'mermaid'],
};

const isCode = (language: string): language is Source['language'] => /^[tj]sx?$/.test(language);

/** Scripts within HTML. */
const scriptsIn = ({ code, at }: Located): Source[] =>
  [...code.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)]
    .filter(([, script = '']) => script.trim() !== '')
    .map(([, script = '']) => ({
      at,
      language: 'js',
      code: script,
    }));

/** Commands of a block, without comments, with those that `&&` joins apart. */
const commandsIn = (code: string): string[] =>
  code
    .replace(/\\\n\s*/g, ' ')
    .split(/\n|&&/)
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .replace(/^\s*(?:[A-Z_]+=\S*(?:\([^)]*\))?\s+)*/, '')
        .replace(/^(?:bundle exec|npx)\s+(?!sw-isr)/, '')
        .replace(/\s*> \S+$/, '')
        .trim(),
    )
    .filter(Boolean);

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** Scripts that any project has. */
const USUAL_SCRIPTS = ['build', 'dev', 'start'];

function commandFault(command: string): string | undefined {
  const [program = '', first = '', second = ''] = command.split(/\s+/);
  if (program === 'npx' || program === 'sw-isr') {
    const given = command.replace(/^(?:npx )?sw-isr /, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
    try {
      readArguments(given.map((part) => part.replace(/^['"]|['"]$/g, '')));
    } catch (error) {
      return `${command}: ${(error as Error).message}`;
    }
  }
  if (program === 'npm' && first === 'run' && !(second in scripts) && !USUAL_SCRIPTS.includes(second))
    return `${command}: there is no such script`;
  return undefined;
}

/** Whether each bracket is closed by its own kind, outside of quotes and comments. */
function isBalanced(code: string): boolean {
  const plain = code.replace(/'[^'\n]*'|"[^"\n]*"|(?:#|\/\/).*$/gm, '');
  const open: string[] = [];
  for (const bracket of plain.match(/[()[\]{}]/g) ?? []) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false;
  }
  return open.length === 0;
}

describe('the code in the documents', () => {
  it('is in languages that this test knows', () => {
    const known = Object.values(LANGUAGES).flat();
    assert.deepEqual(
      BLOCKS.filter(({ language }) => !known.includes(language)).map(
        ({ at, language }) => `${at}: "${language}"`,
      ),
      [],
    );
  });

  it('compiles', async () => {
    const sources = BLOCKS.filter((block): block is Located & Source => isCode(block.language));
    const scripted = inLanguages('html').flatMap(scriptsIn);
    assert.ok(sources.length > 60 && scripted.length > 0);
    assert.deepEqual(await compileFaults([...sources, ...scripted]), []);
  });

  it('would not compile with a wrong option, a wrong call, or a wrong import', async () => {
    const wrong: Source[] = [
      {
        at: 'option',
        language: 'ts',
        code: "import { defineConfig } from 'sw-isr';\ndefineConfig({ routes: 1 });",
      },
      { at: 'call', language: 'js', code: 'await isr.revalidateTags("a");' },
      { at: 'import', language: 'js', code: "import { nothing } from 'sw-isr/server';\nnothing();" },
    ];
    const faults = await compileFaults(wrong);
    assert.deepEqual(faults.map((fault) => fault.split(':')[0]).sort(), ['call', 'import', 'option']);
  });

  it('has commands that exist, with flags that exist', () => {
    const commands = inLanguages('sh').flatMap(({ code }) => commandsIn(code));
    assert.ok(commands.length > 60);
    assert.deepEqual(commands.map(commandFault).filter(Boolean), []);
    assert.match(commandFault('npx sw-isr build --oud x') ?? '', /did you mean "--out"/i);
    assert.match(commandFault('npm run nothing') ?? '', /no such script/);
  });

  it('has JSON that parses, headers with names and values, and brackets that are closed', () => {
    for (const { code } of inLanguages('json')) JSON.parse(code);
    for (const { code, at } of inLanguages('http'))
      for (const line of code.trim().split('\n')) assert.match(line, /^[A-Za-z-]+: \S/, at);
    for (const { code, at } of inLanguages(...LANGUAGES.counted)) assert.ok(isBalanced(code), at);
    assert.ok(!isBalanced('f(}'));
  });

  it('has PHP and Ruby that parse', async () => {
    const php = new PhpEngine({ parser: { suppressErrors: false } });
    const parseRuby = await loadPrism();
    const faultsInRuby = (code: string): string[] => parseRuby(code).errors.map(({ message }) => message);
    for (const { code } of inLanguages('php')) php.parseCode(`<?php\n${code}`, '');
    for (const { code, at } of inLanguages('ruby')) assert.deepEqual(faultsInRuby(code), [], at);
    assert.ok(inLanguages('php').length > 1 && inLanguages('ruby').length > 1);
    assert.throws(() => php.parseCode('<?php f([1);', ''), /syntax error/);
    assert.notDeepEqual(faultsInRuby('class A'), []);
  });

  it('registers the worker by the same line everywhere', () => {
    const lines = BLOCKS.flatMap(({ code, at }) =>
      [...code.matchAll(/<script\b[^>]*\/sw-isr\.js"[^>]*>/g)].map(([line]) => ({ line, at })),
    );
    assert.ok(lines.length > 8);
    for (const { line, at } of lines) assert.match(line, /type="module" async src="[^"]*\/sw-isr\.js"/, at);
  });
});
