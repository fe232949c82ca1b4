/** The changes as diffs. */
import { styleText } from 'node:util';
import { structuredPatch } from 'diff';
import type { Change } from '../types.js';

/** Lines of the file around each change. */
const CONTEXT = 2;

/** The lines of a change, each with its sign: `+`, `-` or a space. */
export function diffLines({ path, before = '', after }: Change): string[] {
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: CONTEXT });
  return hunks.flatMap(({ lines }, at) => [...(at > 0 ? [' …'] : []), ...lines]);
}

const COLOURS = { '+': 'green', '-': 'red' } as const;

const painted = (line: string): string => {
  const colour = COLOURS[line.charAt(0) as '+' | '-'] as 'green' | 'red' | undefined;
  return colour ? styleText(colour, line) : styleText('dim', line);
};

/** More files than this are named, and not shown. */
const SHOWN = 12;

const heading = ({ path, does, before }: Change): string =>
  `${before === undefined ? 'new  ' : 'edit '}${path}  (${does.join('; ')})`;

/** All changes for people. */
export function showChanges(changes: readonly Change[], isColoured: boolean): string {
  const title = (change: Change) => (isColoured ? styleText('bold', heading(change)) : heading(change));
  const shown = changes.slice(0, SHOWN).map((change) => {
    const lines = diffLines(change).map((line) => `  ${isColoured ? painted(line) : line}`);
    return [title(change), ...lines].join('\n');
  });
  const others = changes.slice(SHOWN).map(title);
  return [...shown, ...(others.length > 0 ? [others.join('\n')] : [])].join('\n\n');
}
