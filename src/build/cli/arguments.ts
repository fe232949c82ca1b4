/** Reads the command line. */
import { parseArgs } from 'node:util';
import { suggest } from '../../config/suggest.js';
import { IsrError } from '../../core/errors.js';

type Flags = Readonly<Record<string, 'string' | 'boolean'>>;

const COMMON: Flags = { help: 'boolean', version: 'boolean' };

/** Every command and its flags; `folder`: it takes the path of one. */
const COMMANDS = {
  build: {
    folder: false,
    flags: {
      config: 'string',
      out: 'string',
      deployment: 'string',
      kill: 'boolean',
      dev: 'boolean',
      watch: 'boolean',
      minify: 'boolean',
      'no-minify': 'boolean',
      sourcemap: 'boolean',
      json: 'boolean',
    },
  },
  serve: { folder: true, flags: { port: 'string', delay: 'string', config: 'string' } },
} as const satisfies Record<string, { folder: boolean; flags: Flags }>;

export type Command = keyof typeof COMMANDS;

export interface Arguments {
  /** Undefined where none is needed: `--help`, `--version`, or nothing at all. */
  command: Command | undefined;
  folder: string | undefined;
  flags: Readonly<Record<string, string | boolean | undefined>>;
}

const refuse = (what: string, given: string, cause: string, remedy: string): IsrError =>
  new IsrError('bad-request', `Failed to read the ${what} "${given}": ${cause}. ${remedy}`);

function unknown(what: string, given: string, allowed: readonly string[]): IsrError {
  const prefix = given.startsWith('--') ? '--' : '';
  const near = suggest(given.slice(prefix.length), allowed);
  const names = allowed.map((name) => prefix + name).join(', ');
  return refuse(
    what,
    given,
    'there is none of that name',
    near ? `Did you mean "${prefix}${near}"?` : `There are: ${names}.`,
  );
}

const isCommand = (name: string): name is Command => Object.hasOwn(COMMANDS, name);

function readCommand(name: string | undefined): Command | undefined {
  if (name === undefined || isCommand(name)) return name;
  throw unknown('command', name, Object.keys(COMMANDS));
}

type Token = { kind: 'option'; name: string; rawName: string; value: string | undefined } | { kind: string };

function checkFlags(tokens: readonly Token[], known: Flags): void {
  for (const token of tokens) {
    if (!('rawName' in token)) continue;
    const { name, rawName, value } = token;
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw unknown('flag', rawName, Object.keys(known));
    if (kind === 'string' && (value === undefined || value === '')) {
      throw refuse('flag', rawName, 'it needs a value', `Write ${rawName}=VALUE.`);
    }
    if (kind === 'boolean' && value !== undefined) {
      throw refuse('flag', rawName, 'it takes no value', `Write ${rawName} alone.`);
    }
  }
}

const allFlags: Flags = Object.assign(
  {},
  COMMON,
  ...Object.values(COMMANDS).map(({ flags }) => flags),
) as Flags;

/** @throws IsrError `bad-request`, with the nearest spelling of what is unknown. */
export function readArguments(args: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries(allFlags).map(([name, type]) => [
      name,
      name === 'help' ? { type, short: 'h' } : name === 'version' ? { type, short: 'v' } : { type },
    ]),
  );
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const { values, positionals, tokens } = parsed;
  const [name, ...rest] = positionals;
  const isAsking = values.help === true || values.version === true;
  const command = isAsking && name !== undefined && !isCommand(name) ? undefined : readCommand(name);
  const { folder = false, flags = {} } = command ? COMMANDS[command] : {};
  checkFlags(tokens, { ...COMMON, ...flags });
  const extra = rest[folder ? 1 : 0];
  if (extra !== undefined) throw refuse('argument', extra, 'it is one too many', 'See sw-isr --help.');
  return { command, folder: rest[0], flags: values };
}

/** A flag that is a whole number from 0. */
export function readNumber(flags: Arguments['flags'], name: string): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  throw refuse('flag', `--${name}`, `"${String(value)}" is not a whole number`, `Write --${name}=NUMBER.`);
}

export const readText = (flags: Arguments['flags'], name: string): string | undefined =>
  typeof flags[name] === 'string' ? flags[name] : undefined;
