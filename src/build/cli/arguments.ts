/** Reads the command line. */
import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { suggest } from '../../config/validation/suggest.js';
import { IsrError } from '../../shared/errors.js';
import { SYNONYMS } from './help.js';

/** `list`: a string that may be given several times. */
type Flags = Readonly<Record<string, 'string' | 'boolean' | 'list'>>;

const COMMON: Flags = { help: 'boolean', version: 'boolean' };

/** All commands and their flags. `takes`: the kind of argument, if any. */
const COMMANDS = {
  init: { takes: 'folder', flags: { yes: 'boolean', 'dry-run': 'boolean', json: 'boolean' } },
  build: {
    takes: undefined,
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
  serve: {
    takes: 'folder',
    flags: { port: 'string', delay: 'string', config: 'string', watch: 'boolean', json: 'boolean' },
  },
  explain: {
    takes: 'URL',
    flags: { config: 'string', origin: 'string', deployment: 'string', json: 'boolean' },
  },
  pages: {
    takes: 'origin',
    flags: { config: 'string', deployment: 'string', limit: 'string', timeout: 'string', json: 'boolean' },
  },
  doctor: {
    takes: 'origin',
    flags: {
      config: 'string',
      cookie: 'list',
      header: 'list',
      path: 'list',
      limit: 'string',
      worker: 'string',
      timeout: 'string',
      json: 'boolean',
    },
  },
  feed: {
    takes: undefined,
    flags: { port: 'string', storage: 'string', path: 'list', retain: 'string', json: 'boolean' },
  },
  revalidate: {
    takes: undefined,
    flags: {
      tag: 'list',
      path: 'list',
      prefix: 'boolean',
      hard: 'boolean',
      deployment: 'string',
      feed: 'string',
      json: 'boolean',
    },
  },
  mcp: { takes: undefined, flags: {} },
} as const satisfies Record<string, { takes: 'folder' | 'origin' | 'URL' | undefined; flags: Flags }>;

export type Command = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly Command[];

/** The names of a command's flags. `--minify` is the default, and not listed in the help. */
export const flagsOf = (command: Command): string[] =>
  Object.keys(COMMANDS[command].flags).filter((name) => name !== 'minify');

export interface Arguments {
  /** Undefined with `--help`, with `--version`, and without arguments. */
  command: Command | undefined;
  /** The folder or the origin. */
  argument: string | undefined;
  flags: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

const refused = (kind: string, given: string, cause: string, remedy: string): IsrError =>
  new IsrError('bad-request', `Failed to read the ${kind} "${given}": ${cause}. ${remedy}`);

/** No flag but `-h` and `-v` has a short form. */
const nearest = (given: string, allowed: readonly string[]): string | undefined =>
  /^-\w$/.test(given)
    ? allowed.find((name) => name.startsWith(given.slice(1)))
    : (suggest(given.replace(/^--/, ''), allowed) ??
      (Object.hasOwn(SYNONYMS, given) ? SYNONYMS[given] : undefined));

function unknown(kind: 'command' | 'flag', given: string, allowed: readonly string[]): IsrError {
  const prefix = kind === 'flag' ? '--' : '';
  const near = nearest(given, allowed);
  const names = allowed.map((name) => prefix + name).join(', ');
  return refused(
    kind,
    given,
    'it does not exist',
    near ? `Did you mean "${prefix}${near}"?` : `Allowed: ${names}.`,
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
    if (kind !== 'boolean' && (value === undefined || value === '')) {
      throw refused('flag', rawName, 'it needs a value', `Write ${rawName}=VALUE.`);
    }
    if (kind === 'boolean' && value !== undefined) {
      throw refused('flag', rawName, 'it takes no value', `Write ${rawName} alone.`);
    }
  }
}

const allFlags: Flags = Object.assign(
  {},
  COMMON,
  ...Object.values(COMMANDS).map(({ flags }) => flags),
) as Flags;

/** @throws IsrError `bad-request`, with the nearest spelling of an unknown name. */
export function readArguments(args: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries(allFlags).map(([name, kind]): [string, ParseArgsOptionDescriptor] => {
      const type = kind === 'boolean' ? kind : 'string';
      const short = name === 'help' ? { short: 'h' } : name === 'version' ? { short: 'v' } : {};
      return [name, { type, multiple: kind === 'list', ...short }];
    }),
  );
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const { values, positionals, tokens } = parsed;
  // `sw-isr help build` is `sw-isr build --help`.
  const isHelp = positionals[0] === 'help';
  const [name, ...rest] = isHelp ? positionals.slice(1) : positionals;
  const command = values.version === true ? undefined : readCommand(name);
  const { takes, flags } = command ? COMMANDS[command] : { takes: undefined, flags: {} };
  checkFlags(tokens, { ...COMMON, ...flags });
  const extra = rest[takes ? 1 : 0];
  if (extra !== undefined)
    throw refused('argument', extra, 'there are too many arguments', 'See sw-isr --help.');
  return { command, argument: rest[0], flags: isHelp ? { ...values, help: true } : values };
}

/** The value of a flag that is a whole number from 0. */
export function readNumber(flags: Arguments['flags'], name: string): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  throw refused('flag', `--${name}`, `"${String(value)}" is not a whole number`, `Write --${name}=NUMBER.`);
}

const LAST_PORT = 65_535;

/** The value of the flag `--port`. */
export function readPort(flags: Arguments['flags']): number | undefined {
  const port = readNumber(flags, 'port');
  if (port === undefined || port <= LAST_PORT) return port;
  throw refused('flag', '--port', `"${port}" is not a port`, `Write a number up to ${LAST_PORT}.`);
}

export const readText = (flags: Arguments['flags'], name: string): string | undefined =>
  typeof flags[name] === 'string' ? flags[name] : undefined;

/** The values of a flag that may be given several times. */
export function readList(flags: Arguments['flags'], name: string): string[] {
  const value = flags[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
