/** Enumerates the cells, every fault at every operation of every kind of request, and plays them. */
import { launchChromium } from '../chromium.js';
import { FAULTS, type Fault, type Operation } from './faults.js';
import { playCell, type Cell, type Played, type Stage } from './play.js';
import { KINDS, type Kind } from './requests.js';
import { startHarnessSite } from './site.js';
import { openVisitor } from './visitor.js';

export interface Result {
  readonly cell: Cell;
  readonly played: Played;
}

export interface PlayOptions {
  /** The names of the requests that are made. @default all */
  requests?: readonly string[];
  select: (cell: Cell) => boolean;
  onPlayed?: (cell: Cell, played: Played, milliseconds: number) => void;
}

const NONE: Fault = { name: 'none', does: 'none', kinds: [], whens: ['during'] };

/** Every cell of a request that makes these operations when nothing happens to it. */
export function cellsOf(kind: Kind, operations: readonly Operation[]): Cell[] {
  return FAULTS.flatMap((fault): Cell[] => {
    const struck = operations.filter((operation) => fault.kinds.includes(operation)).length;
    // A request that the worker does not see reaches the server all the same.
    const count = fault.network ? Math.max(struck, 1) : fault.kinds.length ? struck : 1;
    return fault.whens.flatMap((when) =>
      Array.from({ length: count }, (_, at) => ({ kind, fault, when, at })),
    );
  });
}

/** How often a cell is played: a browser under load has moments of its own. */
const TRIES = 3;

/** Plays a cell again where something was wrong; it is wrong if that was so each time. */
async function playSurely(
  stage: Stage,
  cell: Cell,
  reopen: () => Promise<void>,
): Promise<Played & { operations: Operation[] }> {
  for (let tries = 1; ; tries += 1) {
    try {
      const played = await playCell(stage, cell);
      if (!played.wrong.length || tries === TRIES) return played;
    } catch (error) {
      if (tries === TRIES) throw error;
      await reopen();
    }
    stage.isSpoiled = true;
  }
}

/** Plays the cells that are selected, in a browser of their own. */
export async function playMany({ requests, select, onPlayed }: PlayOptions): Promise<Result[]> {
  const site = await startHarnessSite();
  const chromium = await launchChromium();
  const stage: Stage = {
    site,
    visitor: await openVisitor(chromium, site),
    kept: [],
    cells: 0,
    isSpoiled: true,
  };
  const reopen = async (): Promise<void> => {
    await stage.visitor.close();
    stage.visitor = await openVisitor(chromium, site);
  };
  const results: Result[] = [];
  try {
    for (const kind of KINDS.filter(({ name }) => !requests || requests.includes(name))) {
      const clean = { kind, fault: NONE, when: 'during', at: 0 } as const;
      let operations: Operation[] | undefined;
      // What happens without a fault says at what the faults are aimed.
      const cells = (): Promise<Cell[]> =>
        playSurely(stage, clean, reopen).then((played) => {
          operations = played.operations;
          if (played.wrong.length)
            throw new Error(`Failed to play "${kind.name}" without a fault: ${played.wrong.join('; ')}.`);
          return cellsOf(kind, operations);
        });
      for (const cell of (await cells()).filter(select)) {
        const startedAt = performance.now();
        const played = await playSurely(stage, cell, reopen);
        results.push({ cell, played });
        onPlayed?.(cell, played, Math.round(performance.now() - startedAt));
      }
    }
  } finally {
    await chromium.close();
    await site.close();
  }
  return results;
}
