/** `sw-isr init`: shows what would change, asks, and writes it. */
import { writeChanges } from './project/write.js';
import { type Prepared, prepare } from './init.js';
import type { Questions } from './show/ask.js';
import { inTerminal } from './show/ask.js';
import { diffLines, showChanges } from './show/diff.js';
import { commandsOf, showCommands, showHeaders, showManual, showNotes } from './show/report.js';

export interface InitOptions {
  /** The folder of the project, or of a monorepo. */
  folder: string;
  /** Write without asking. */
  yes: boolean;
  /** Write nothing. */
  dryRun: boolean;
  /** Print JSON, and ask nothing. */
  json: boolean;
  /** The version of this package, for `devDependencies`. */
  version: string;
}

/** Where it prints, and whom it asks. */
export interface Terminal {
  print: (text: string) => void;
  /** Undefined: nobody can be asked. */
  questions: Questions | undefined;
  isColoured: boolean;
}

/** What became of the plan. */
export type Outcome = 'written' | 'unchanged' | 'dry-run' | 'cancelled' | 'not-asked';

const jsonOf = (
  { folder, plan, commands, uncommitted }: Prepared,
  shown: string,
  outcome: Outcome,
): string => {
  const { stack, changes, manual, headers, replaced, notes } = plan;
  const files = changes.map((change) => ({
    path: change.path,
    kind: change.before === undefined ? 'new' : 'edit',
    does: change.does,
    diff: diffLines(change),
  }));
  const next = changes.length > 0 ? commandsOf(plan, commands, shown) : [];
  return JSON.stringify(
    {
      outcome,
      folder,
      stack,
      packageManager: commands.name,
      files,
      manual,
      headers,
      replaced,
      notes,
      uncommitted,
      next,
    },
    null,
    2,
  );
};

const title = ({ plan, shown, commands }: Prepared): string =>
  `${plan.stack.name} in ${shown === '.' ? 'this folder' : shown}, with ${commands.name}`;

const UNCHANGED = 'Nothing to change: sw-isr is set up here.';
const kept = (paths: readonly string[]): string | undefined =>
  paths.length === 0
    ? undefined
    : `Note: ${paths.join(', ')} ${paths.length === 1 ? 'has' : 'have'} changes that are not committed. They are kept.`;

function showPlan(prepared: Prepared, isColoured: boolean): string {
  const { plan, uncommitted } = prepared;
  return [
    title(prepared),
    plan.changes.length === 0 ? UNCHANGED : showChanges(plan.changes, isColoured),
    showManual(plan.manual),
    showHeaders(plan),
    [showNotes(plan.notes), kept(uncommitted)].filter(Boolean).join('\n') || undefined,
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

async function decide(
  { plan }: Prepared,
  options: InitOptions,
  questions: Questions | undefined,
): Promise<Outcome> {
  if (plan.changes.length === 0) return 'unchanged';
  if (options.dryRun) return 'dry-run';
  if (options.yes) return 'written';
  if (!questions || options.json) return 'not-asked';
  return (await questions.confirm(plan.changes.length)) ? 'written' : 'cancelled';
}

/** The last words of each outcome. */
function ending(prepared: Prepared, outcome: Outcome, given: string): string | undefined {
  const { plan, commands, shown } = prepared;
  switch (outcome) {
    case 'written':
      return `Wrote ${plan.changes.map(({ path }) => path).join(', ')}.\n\n${showCommands(commandsOf(plan, commands, shown))}`;
    case 'dry-run':
      return 'Nothing was written, because of --dry-run.';
    case 'not-asked':
      return `Nothing was written, because nobody can be asked here. To write it: ${commands.execute} sw-isr init${given === '.' ? '' : ` ${given}`} --yes`;
    default:
      return undefined;
  }
}

/**
 * @returns what became of it. `undefined`: the question for the site was cancelled.
 * @throws IsrError as `prepare()` does, and `failed` if a file can't be written.
 */
export async function runInit(options: InitOptions, terminal: Terminal): Promise<Outcome | undefined> {
  const questions = options.json || options.yes ? undefined : terminal.questions;
  const prepared = await prepare(options.folder, options.version, questions?.choose);
  if (!prepared) return undefined;
  if (!options.json) terminal.print(showPlan(prepared, terminal.isColoured));
  const outcome = await decide(prepared, options, questions);
  if (outcome === 'written') await writeChanges(prepared.folder, prepared.plan.changes);
  const end = options.json
    ? jsonOf(prepared, prepared.shown, outcome)
    : ending(prepared, outcome, options.folder);
  if (end !== undefined) terminal.print(options.json ? end : `\n${end}`);
  return outcome;
}

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  print: (text) => console.log(text),
  questions: process.stdin.isTTY && process.stdout.isTTY ? inTerminal : undefined,
  isColoured: process.stdout.isTTY && !process.env.NO_COLOR,
});
