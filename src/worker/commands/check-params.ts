/** Checks the parameters of a command: they come from any script of the site. */
import { failure } from '../../shared/errors.js';

type Check = (value: unknown) => boolean;

/** Longest text, in UTF-16 code units, and longest list. */
const MAX_LENGTH = 100_000;

const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH;
const isList: Check = (value) => Array.isArray(value) && value.length <= MAX_LENGTH && value.every(isText);
const isLimit: Check = (value) =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= 10_000;

/** A cursor of `pages()`: a rank and a key. */
const isCursor: Check = (value) => {
  try {
    const [rank, key] = JSON.parse(value as string) as unknown[];
    return Number.isFinite(rank) && isText(key);
  } catch {
    return false;
  }
};

/** The checks of parameters, by their names. */
const CHECKS: Readonly<Record<string, Check>> = {
  'url key id deployment from next': isText,
  urls: isList,
  'since size request event': Number.isFinite,
  'on replace eager isOver': (value) => typeof value === 'boolean',
  limit: isLimit,
  after: isCursor,
};

/** The commands that make no sense without a parameter, by its name. */
const NEEDED: Readonly<Record<string, string>> = {
  url: 'hello explain keepPage',
  urls: 'prefetch keepAssets',
  key: 'setUser inspectPurge',
  id: 'rollback',
  on: 'draft',
};

/** @throws IsrError `bad-request`, naming a wrong parameter */
export function assertParams(command: string, params: unknown): void {
  const given = Object(params) as Record<string, unknown>;
  for (const [names, check] of Object.entries(CHECKS))
    for (const name of names.split(' ')) {
      const isNeeded = NEEDED[name]?.split(' ').includes(command);
      if ((isNeeded || given[name] !== undefined) && !check(given[name]))
        throw failure('bad-request', `carry out "${command}"`, `its "${name}" is not valid`, 'Correct it');
    }
}
