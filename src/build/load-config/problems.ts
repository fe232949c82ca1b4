/** Turns errors of esbuild and Node into those of this package. */
import type { Message } from 'esbuild';
import { IsrError, type IsrErrorCode } from '../../shared/errors.js';
import type { BuildProblem } from '../options.js';

/** The `detail` of this package's own esbuild errors. */
export interface Remedy {
  remedy: string;
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /top-level await/i,
    'A worker cannot wait at its start: compute the value before the build, and import it or set it as an environment variable',
  ],
  [/^Could not resolve "\.{0,2}\//, 'Correct the path'],
  [/^Could not resolve/, 'Install the package, or correct its name'],
  [/^No matching export/, 'Import a name that the module exports'],
  [/^No loader is configured/, 'Import only scripts, JSON and text'],
  [/^(Expected|Unexpected|Unterminated|Syntax error|The symbol|Invalid)/, 'Correct the syntax'],
];

function remedyFor({ text, detail, notes }: Message): string {
  const own = detail as Partial<Remedy> | undefined;
  if (typeof own?.remedy === 'string') return own.remedy;
  const known = REMEDIES.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? notes[0]?.text ?? 'Correct it there';
}

export function problemOf(message: Message): BuildProblem {
  const { location, text } = message;
  const remedy = remedyFor(message).replace(/\.$/, '');
  if (!location) return { text, remedy };
  const { file, line, column, lineText } = location;
  return { text, remedy, file, line, column: column + 1, source: lineText };
}

export function describePlace({ file, line, column }: BuildProblem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

function describe(problem: BuildProblem, thing: string): string {
  const place = describePlace(problem) || thing;
  const text = `Failed to build "${place}": ${problem.text.replace(/\.$/, '')}. ${problem.remedy}.`;
  const source = problem.source?.trim();
  return source ? `${text}\n  ${problem.line ?? ''} | ${source}` : text;
}

/** One error for several problems. */
export function problemsError(problems: BuildProblem[], thing: string, code: IsrErrorCode = 'build-failed') {
  return new IsrError(code, problems.map((one) => describe(one, thing)).join('\n'), { cause: problems });
}

/** An error of bundling as an `IsrError`. `thing`: the name if the place is unknown. */
export function bundlingError(error: unknown, thing: string): IsrError {
  if (error instanceof IsrError) return error;
  const messages = (error as { errors?: Message[] }).errors;
  if (Array.isArray(messages) && messages.length > 0) return problemsError(messages.map(problemOf), thing);
  const text = error instanceof Error ? error.message : String(error);
  return problemsError([{ text, remedy: 'Correct it, and build again' }], thing);
}
